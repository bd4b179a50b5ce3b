package dev.berth.registry.image;

/** What an image that is to be baked is made from; see {@link ImageRecord}. */
public record ImageInputs(
    String id,
    String region,
    String baseAmi,
    String containerImage,
    String digest,
    String docker,
    String scripts,
    int edition) {}
