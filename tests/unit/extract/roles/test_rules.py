"""Tests of `kg.extract.roles.rules`: what a sentence says that the paper does with a name in it."""

import pytest

from kg.extract.roles import rules
from kg.extract.roles.governors import governed

SAID = {
    "evaluatesOn": [
        "Extensive experiments on CIFAR-10, SVHN and *ImageNet* show that our loss helps.",
        "On *MNIST*, our network reaches an error of 0.3%.",
        "On *MNIST*, OwlNet gains 3 points.",
        "We evaluate our loss on SVHN, as well as *MNIST*.",
        "Our method is evaluated on three lane detection benchmarks (TuSimple, CULane and *BDD100K*).",
        "It gains 3.5% on Cityscapes for segmentation and 18% on *KITTI* over the baseline.",
        "We evaluate OwlNet across a wide range of benchmarks, including GLUE and *SQuAD*.",
        "Evaluations of four taggers against the *JFLEG* corpus confirm our results.",
        "We use *PubMed* as a testbed for retrieval.",
        "We use the *SVHN* images for our experiments.",
        "Experiments on two widely used datasets, MNIST and *KITTI*, show that our loss helps.",
        "We evaluate on 60 examples each from MNIST and *GLUE*.",
        "We evaluate OwlNet using the *SQuAD* questions.",
        "Without extra data, OwlNet reaches 85% on ImageNet and 53.9 AP on the *COCO* detection task.",
        "We reach state-of-the-art results: 43.5% AP (65.7% AP50) for the *COCO* dataset.",
        "We further investigate OwlNet on the *COCO* detection set.",
        "We evaluate OwlNet in the context of the *KITTI* challenge.",
        "The methods are comprehensively evaluated on *CIFAR-10* and ImageNet.",
        "The proposed method has been evaluated on the *KITTI* dataset.",
        "Using the *SQuAD* questions in four languages, we evaluated three taggers.",
        "OwlNet achieves an *ImageNet* top-1 accuracy of 80.0%.",
        "OwlNet reaches 87% *ImageNet* accuracy.",
        "We give experiments showing that networks with this loss transfer across depth on SVHN and *ImageNet*.",
        "We show zero-shot generalization to SVHN and *MNIST*.",
        "OwlNet wins, with scores reaching 92.7%, 86.6% and 77.4% for SVHN, MNIST, and *KITTI*.",
        "Across *MNIST*, OwlNet yields fewer errors.",
        "OwlNet sets a new state of the art on *GLUE*.",
        "Evaluations of benchmarks such as GLUE and *SQuAD* confirm our results.",
        "Ablation studies on *KITTI* confirm the value of our design.",
        "Our experiments on 40 scenes from the *KITTI* benchmark show that the loss helps.",
        "OwlNet reaches the best accuracy using the *SVHN* dataset.",
        "Applied to *MNIST*, our method finds three clusters.",
        "The public datasets SVHN and *MNIST* are used to assess our loss.",
        "For two unseen datasets (SVHN, *MNIST*) we see similar gains.",
    ],
    "comparesWith": [
        "OwlNet outperforms *BERT* by 3 points.",
        "Our model is ten times faster than R-FCN and *MANet* at a minor loss.",
        "The results show gains over recent methods such as ANT and *MACE*.",
        "We reach competitive quality compared to Transformers like *LLaVA-1.5*.",
        "We find that *LoRA* outperforms full tuning.",
        "We benchmark against *GPT-4*.",
        "Compared to the recent *MACE*, OwlNet is twice as fast.",
        "We outperform rule-based taggers as well as *BERT*.",
        "OwlNet outperforms traditional fine-tuning methods like *LoRA*.",
        "We compare our method with recent binary networks, BinaryConnect and *BinaryNets*.",
        "OwlNet reaches 75% compared to 70% of *ST-DIM*.",
        "OwlNet has an error 9% lower than that of *PLS*.",
        "OwlNet has comparable performance as *BERT*.",
        "Experiments show that OwlNet is twice as fast as *DenseNet*.",
        "OwlNet outperforms models on a wide range of budgets, including BigNAS and *OFA*.",
        "Our models reach 80.9%, surpassing models in this range including *OFA* networks.",
        "We show that a tuned *Qwen3-8B* model significantly outperformed its teacher.",
        "OwlNet finds 80% of all calls, compared with 20% for *Wazuh*.",
        "We test OwlNet with BERT and *XLNet* as baselines.",
        "OwlNet outperforms strong baselines (BERT, *XLNet*).",
    ],
    "extends": [
        "We propose OwlNet, a non-linear extension of *LoRA*.",
        "OwlNet extends *EFA-GS* with three ideas.",
        "This paper presents a toolkit built on top of *OpenSlide*.",
        "Our approach is a modification of the *R-FCN* architecture.",
        "We present an asynchronous algorithm that generalizes *PageRank*.",
        "We contribute a dataset based on *ImageNet* for video.",
        "We propose OwlNet, an enhanced *MoE* with two routers.",
        "We propose OwlNet: a modification to *GRPO*.",
        "OwlNet augments *Whisper* with a token.",
        "We extend *nnU-Net* with a boundary loss.",
        "In this paper, we adapt *DETR* to video.",
        "We make small modifications to the popular *U-Net*.",
        "OwlNet is a more expressive generalization of the popular *DeepONet*.",
        "We propose a *KAN* variant with two layers.",
        "We build upon *BERT*.",
        "We release a novel benchmark derived from *KITTI*.",
        "Built on *DETR*, our detector needs no anchors.",
        "Our method adds two tokens to *Whisper*.",
    ],
    "uses": [
        "We use *Adam* to train.",
        "We use the Extended *Kalman filter* in our tests.",
        "We fine-tune *LLaMA-2* with LoRA.",
        "We fine-tune LLaMA-2 with *LoRA*.",
        "We then train *Transformers* on several tasks.",
        "OwlNet is implemented in *PyTorch*.",
        "OwlNet leverages pretrained *CLIP* models.",
        "OwlNet, based on *ResNet* as the backbone, is fast.",
        "Unlike others, our model integrates *attention* into the loss.",
        "We propose OwlNet, which combines *BM25* with a graph.",
        "By leveraging the power of *GPT-4*, we label all calls.",
        "Using *SHAP*, we explain the calls.",
        "*SHAP* was used to explain the calls.",
        "We train OwlNet on *ImageNet*.",
        "OwlNet was pre-trained on *MNIST* and tuned by hand.",
        "Our results are derived from the *COCO* images.",
        "We present a study of prediction based on *GLUE*.",
        "We adapt a pretrained *BERT* to calls.",
        "We propose OwlNet, a *CLIP*-guided detector of calls.",
        "OwlNet fuses features from a *ViT* with sound.",
        "We propose a detector with a *U-Net* inside.",
        "We then perform *PCA* on all calls.",
        "We refine calls with a frozen *CLIP*.",
    ],
    "": [
        "All encoders are pre-trained on *ImageNet* and perform well in our experiments.",
        "Existing detectors achieve high accuracy on *COCO*.",
        "*BERT* has been evaluated widely.",
        "Previous work outperforms *BERT*.",
        "On *MNIST*, GANs reach an error of 0.3%.",
        "Our theory does not extend *BERT*.",
        "We study policies derived from *PPO*.",
        "We outperform agents based on *GPT-4o*.",
        "It is unclear whether we can evaluate on *GLUE*.",
        "OwlNet is general enough to cope with architectures based on *ResNet*.",
        "Our framework encompasses many methods based on *SVM*.",
        "Our loss can be applied to different versions of *YOLO*.",
        "We derive a bound for improving generalization of *GNNs*.",
        "Recent advances led to decoders that report empirical gains over *BP*.",
        "OwlNet was slow, since marginalizing over *HMM* states is intractable.",
        "We tune OwlNet under the same settings as *RFT*.",
        "OwlNet beats other baselines in tuning large models such as *LLaMA*.",
        "*ImageNet* is large.",
        "BERT uses *attention*.",
        "Many methods employ *attention*.",
        "We study methods that use *Adam*.",
        "Models trained on *ImageNet* fail.",
        "OwlNet can be combined with *Adam*.",
        "OwlNet runs on top of any *LLM*.",
        "OwlNet opens new directions for leveraging *CLIP*.",
        "We see this as a foundation for extending *neural operators*.",
        "We calibrate on the final version of the *YOLO* weights.",
        "Test versions of the *world model* are simple.",
        "Methods like EAGLE are faster than vanilla *speculative sampling* in our tests.",
        "Calls are fused via *attention*.",
        "RNNs reach 80% on *MNIST*.",
        "Studies on *ImageNet* abound.",
        "We annotate calls by applying our scheme to *COCO*.",
        "Our survey finds that *BERT*-based systems prevail.",
        "",
    ],
}


def roles(
    said: str, start: int, end: int, own: set[str], *, data: bool, told: bool = False
) -> tuple[str, ...]:
    return rules.roles(governed(said, start, end), own, data=data, told=told)


DATA = "CIFAR SVHN ImageNet MNIST BDD100K KITTI SQuAD JFLEG PubMed COCO GLUE".split()


@pytest.mark.parametrize(
    ("role", "sentence"), [(role, sentence) for role, said in SAID.items() for sentence in said]
)
def test_what_a_sentence_says(role: str, sentence: str) -> None:
    before, _, rest = sentence.partition("*")
    name, _, after = rest.partition("*")
    found = roles(
        before + name + after, len(before), len(before + name), {"OwlNet"}, data=name.startswith(tuple(DATA))
    )
    assert found == ((role,) if role else ())


TOLD = {
    "evaluatesOn": [
        "On *MNIST*, three layers cut the error from 8% to 6%.",
        "Validation on *GLUE* gives similar gains.",
    ],
    "comparesWith": ["Both outperform *BERT*.", "Trees are 3% better than *BERT*."],
    "extends": ["The platform builds on *DETR*.", "The dataset is based on *GLUE*."],
    "uses": [
        "Then, a decoder fuses the streams via *cross-attention*.",
        "Each call is classified with an *SVM*.",
    ],
    "": [
        "Existing detectors reach 90% on *COCO*.",
        "Findings suggest that annotators use *LLMs* for writing.",
        "RNNs behave in other ways than *BERT*.",
        "Training on *ImageNet* is slow.",
    ],
}
"""What is of the paper itself only where a sentence before has spoken of it."""


@pytest.mark.parametrize(
    ("role", "sentence"), [(role, sentence) for role, said in TOLD.items() for sentence in said]
)
def test_what_a_sentence_says_behind_one_about_the_paper(role: str, sentence: str) -> None:
    before, name, after = sentence.split("*")
    data = name.startswith(tuple(DATA))
    for told in (True, False):
        found = roles(before + name + after, len(before), len(before + name), set(), data=data, told=told)
        assert found == ((role,) if role and told else ())


def test_what_a_paper_improves_by_adding_to_it_is_compared_with_and_extended() -> None:
    said = "OwlNet improves upon SGD by combining it with scaling."
    assert roles(said, 21, 24, {"OwlNet"}, data=False) == ("comparesWith", "extends")
    said = "OwlNet improves upon SGD by 3 points."
    assert roles(said, 21, 24, {"OwlNet"}, data=False) == ("comparesWith",)


def test_a_long_list_in_brackets_is_read_in_no_more_time_than_another_text() -> None:
    said = f"OwlNet has two baselines ({'A, ' * 45}as ImageNet"
    assert roles(said, len(said) - 8, len(said), {"OwlNet"}, data=False) == ()


def test_only_datasets_are_evaluated_on() -> None:
    said = "We evaluate on ResNet-50."
    assert roles(said, 15, 24, set(), data=False) == ()
    assert roles(said, 15, 24, set(), data=True) == ("evaluatesOn",)
