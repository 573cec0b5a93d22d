# The service with everything it needs to read documents, run by a user that owns nothing but its data.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/extractor \
    && /opt/extractor/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY extractor extractor
COPY eval eval
COPY prompts prompts
RUN /opt/extractor/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui fonts-wqy-zenhei \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home extractor
COPY --from=build /opt/extractor /opt/extractor
ENV PATH=/opt/extractor/bin:$PATH EXTRACTOR_OUT=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER extractor
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://localhost:8000/health/ready', timeout=4)"]
ENTRYPOINT ["extractor"]
# Others can reach it in a container's network: it starts once there is a token, and wants a proxy with TLS before it
CMD ["serve", "--host", "0.0.0.0", "--port", "8000", "--behind-proxy"]
