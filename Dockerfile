# One image for all services; the command chooses which: see docker-compose.yml. "--target gpu" makes one for the trainer on
# an NVIDIA GPU.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -Dquick -pl trainer-service,classifier-stream,console -am package \
      dependency:copy-dependencies -DincludeScope=runtime -DexcludeGroupIds=io.sentistream -DoutputDirectory=/app/lib \
 && cp schemas/target/schemas-*-SNAPSHOT.jar bert/target/bert-*-SNAPSHOT.jar operations/target/operations-*-SNAPSHOT.jar \
      classifier-stream/target/classifier-stream-*-SNAPSHOT.jar trainer-service/target/trainer-service-*-SNAPSHOT.jar \
      console/target/console-*-SNAPSHOT.jar /app/lib/ \
 && rm -f /app/lib/*-tests.jar

# PyTorch's own image, whose libtorch DJL loads in place of the one that the build brings. The part of DJL that knows CUDA
# 12.8 lies in the jar pytorch-jni, under the name of the flavour, so nothing is downloaded. Python's side of libtorch would
# not load into a JVM; DJL looks for libcudart by the name without a version.
FROM pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime AS gpu
ENV PYTORCH_LIBRARY_PATH=/opt/conda/lib/python3.11/site-packages/torch/lib \
    PYTORCH_VERSION=2.7.1 \
    PYTORCH_FLAVOR=cu128 \
    PYTORCH_LIBRARY_EXCLUSION=libtorch_python.so,libshm.so
RUN test -f "$PYTORCH_LIBRARY_PATH/libtorch_cuda.so" \
 && ln -s "$PYTORCH_LIBRARY_PATH/../../nvidia/cuda_runtime/lib/libcudart.so.12" /usr/local/lib/libcudart.so \
 && ldconfig \
 && useradd --system --uid 10001 --create-home sentistream && mkdir /data && chown sentistream /data
ENV LD_LIBRARY_PATH=/usr/local/lib:/usr/local/nvidia/lib:/usr/local/nvidia/lib64
COPY --from=eclipse-temurin:17-jre /opt/java/openjdk /opt/java/openjdk
COPY --from=build /app/lib /app/lib
USER sentistream
ENV SENTISTREAM_HOME=/data SENTISTREAM_LOG_FORMAT=json \
    SENTISTREAM_TRAINER_HTTP_HOST=0.0.0.0 SENTISTREAM_TRAINER_HTTP_PORT=8080
VOLUME /data
ENTRYPOINT ["/opt/java/openjdk/bin/java", "-XX:MaxRAMPercentage=50", "-Djna.tmpdir=/tmp", "-cp", "/app/lib/*"]

FROM eclipse-temurin:17-jre AS cpu
RUN useradd --system --uid 10001 --create-home sentistream && mkdir /data && chown sentistream /data
COPY --from=build /app/lib /app/lib
USER sentistream
ENV SENTISTREAM_HOME=/data SENTISTREAM_LOG_FORMAT=json \
    SENTISTREAM_CLASSIFIER_HTTP_HOST=0.0.0.0 SENTISTREAM_CLASSIFIER_HTTP_PORT=8080 \
    SENTISTREAM_LABEL_HTTP_HOST=0.0.0.0 SENTISTREAM_LABEL_HTTP_PORT=8080 \
    SENTISTREAM_TRAINER_HTTP_HOST=0.0.0.0 SENTISTREAM_TRAINER_HTTP_PORT=8080
VOLUME /data
# JNA unpacks to the home directory by default, which can't be written where the file system is read-only.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-Djna.tmpdir=/tmp", "-cp", "/app/lib/*"]
