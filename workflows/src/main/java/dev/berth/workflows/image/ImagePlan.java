package dev.berth.workflows.image;

/**
 * What an image is baked of, all of it pinned.
 *
 * @param imageId from a hash of the inputs below: the same inputs are the same image
 * @param name of the AMI, from installation and image id
 * @param baseAmi the AMI that it is baked from
 * @param containerImage the cores' container image, with its tag
 * @param digest what that tag meant when it was planned
 * @param docker the package that Docker is installed from
 * @param scripts a hash of the scripts that make and prove it
 * @param edition counts bakes of the same inputs: one that grew old is baked again
 */
public record ImagePlan(
    String imageId,
    String region,
    String name,
    String baseAmi,
    String containerImage,
    String digest,
    String docker,
    String scripts,
    int edition) {}
