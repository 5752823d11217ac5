# One image for all services; the command chooses which: see docker-compose.yml.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -Dquick -pl trainer-service,classifier-stream,console -am package \
      dependency:copy-dependencies -DincludeScope=runtime -DexcludeGroupIds=io.sentistream -DoutputDirectory=/app/lib \
 && cp schemas/target/schemas-*-SNAPSHOT.jar bert/target/bert-*-SNAPSHOT.jar operations/target/operations-*-SNAPSHOT.jar \
      classifier-stream/target/classifier-stream-*-SNAPSHOT.jar trainer-service/target/trainer-service-*-SNAPSHOT.jar \
      console/target/console-*-SNAPSHOT.jar /app/lib/ \
 && rm -f /app/lib/*-tests.jar

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home sentistream && mkdir /data && chown sentistream /data
COPY --from=build /app/lib /app/lib
USER sentistream
ENV SENTISTREAM_HOME=/data SENTISTREAM_LOG_FORMAT=json \
    SENTISTREAM_CLASSIFIER_HTTP_HOST=0.0.0.0 SENTISTREAM_CLASSIFIER_HTTP_PORT=8080 \
    SENTISTREAM_LABEL_HTTP_HOST=0.0.0.0 SENTISTREAM_LABEL_HTTP_PORT=8080 \
    SENTISTREAM_TRAINER_HTTP_HOST=0.0.0.0 SENTISTREAM_TRAINER_HTTP_PORT=8080
VOLUME /data
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-cp", "/app/lib/*"]
