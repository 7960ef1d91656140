# kg as an image, for `docker compose run kg ...`; without Docker, `pip install .` does the same.
FROM python:3.12-slim
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY kg kg
COPY queries queries
RUN pip install --no-cache-dir . && rm -rf /source && useradd --create-home kg
USER kg
WORKDIR /listings
ENTRYPOINT ["kg"]
CMD ["--help"]
