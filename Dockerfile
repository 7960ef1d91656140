# kg as an image, for `docker compose run kg ...`; without Docker, `pip install .` does the same.
FROM python:3.12 AS build
# This image has a C compiler, which makes reading faster (hatch_build.py), and which on ARM openTSNE needs, that has no
# wheel for it; the other one is a fifth of its size.
WORKDIR /source
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY kg kg
COPY queries queries
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.12-slim
# What is compiled here, rather than fetched, finds OpenMP on the system.
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
RUN --mount=from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index /wheels/*.whl && useradd --create-home kg
USER kg
WORKDIR /listings
ENTRYPOINT ["kg"]
CMD ["--help"]
