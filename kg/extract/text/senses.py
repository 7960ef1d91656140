"""Senses of words that tell what a name beside them is ("dataset", "outperforms"), and function words."""

from collections.abc import Mapping

SENSES: Mapping[str, str] = {
    word: sense
    for sense, words in {
        "data": "dataset datasets benchmark benchmarks corpus corpora challenge collection database testbed testset "
        "leaderboard competition dataset's treebank suite testbeds repository survey catalog catalogue split splits",
        "env": "environment environments game games simulator domain domains gym",
        "task": "classification recognition detection segmentation tasks task translation retrieval captioning",
        "model": "model models network networks architecture architectures backbone backbones encoder decoder llm llms "
        "transformer transformers classifier classifiers checkpoint variants variant baseline baselines vlm agent agents",
        "method": "method methods algorithm algorithms approach approaches technique techniques framework frameworks "
        "optimizer optimizers optimization training pruning quantization distillation sampling sampler solver "
        "regularization regularizer attention mechanism module modules block blocks layer layers loss losses objective "
        "activation activations strategy scheme procedure estimator pipeline system systems paradigm decoding search "
        "fine-tuning finetuning kernel kernels normalization initialization adapter adapters embeddings embedding "
        "policy scheduler parametrization augmentation operator operators inference learning",
        "tool": "library package toolkit toolbox software code platform tool tools implementation api engine",
        "metric": "score scores metric metrics index rate accuracy ratio error distance divergence similarity points",
        "venue": "conference workshop proceedings journal",
        "theory": "theorem theory equation equations inequality lemma conjecture hypothesis space spaces group groups "
        "manifold distribution distributions process processes problem problems condition conditions function functions "
        "measure limit principle",
        "thing": "university institute team company inc corporation project mission telescope spacecraft gpu gpus device "
        "devices patients disease cells protein galaxies stars language languages people",
        "version": "v1 v2 v3 dr1 dr2 dr3",
        "introduce": "introduce introduces introduced propose proposes proposed present presents presented develop "
        "develops developed release releases released name call called named dubbed termed design construct build "
        "create created curate curated collect collected",
        "evaluate": "evaluate evaluated evaluation experiments experiment experimental results tested test testing "
        "benchmarked performance validate validated trained train pretrained",
        "compare": "outperform outperforms outperforming surpass surpasses compared comparable unlike exceeding exceeds "
        "beats over baseline than",
        "use": "use uses using used employ employs employing via leverage leverages leveraging based with apply applying",
        "like": "like including include includes such e.g e.g. namely both across",
    }.items()
    for word in words.split()
}

FUNCTION = frozenset(
    "a an the and or on in of with to by for from as our is are we that which this called named via using into like "
    "than over under between both its their new novel proposed through at within against achieves was has can".split()
)
