# kg as an image, for `docker compose run kg ...`; without Docker, `pip install .` does the same.
FROM python:3.12 AS build
# This image has a C compiler, which makes reading faster (hatch_build.py); the other one is a fifth of its size.
WORKDIR /source
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY kg kg
COPY queries queries
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl && rm -rf /wheels && useradd --create-home kg
USER kg
WORKDIR /listings
ENTRYPOINT ["kg"]
CMD ["--help"]
