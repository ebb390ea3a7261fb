namespace SparseGen.Tool.Results;

/// <summary>What <c>train --json</c> writes.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Device">Where it was trained, as <c>--device</c> names it.</param>
/// <param name="DeviceName">What the device calls itself.</param>
/// <param name="TestAccuracy">Share of the test images that the trained model names rightly; null when the training was interrupted or diverged.</param>
/// <param name="TestLoss">Mean cross-entropy on the test images; null when the training was interrupted or diverged.</param>
/// <param name="Seconds">Time of the whole training, evaluations included.</param>
/// <param name="ImagesPerSecond">Training images a second, evaluations not counted.</param>
/// <param name="FirstStep">Steps that were done before, by the run that was gone on with; 0 for a run from the beginning.</param>
/// <param name="Losses">Loss of each step from there on, before that step; null for one that is not finite.</param>
/// <param name="Epochs">Passes over the training images that were asked for.</param>
/// <param name="Batch">Images of a step.</param>
/// <param name="LearningRate">Highest learning rate of the schedule.</param>
/// <param name="WeightDecay">Decoupled weight decay of AdamW.</param>
/// <param name="Seed">Seed of the initial values and of the order of the images.</param>
/// <param name="TrainImages">Training images.</param>
/// <param name="TestImages">Test images.</param>
/// <param name="Interrupted">Whether it was stopped before its end.</param>
/// <param name="Diverged">What was no longer finite, and where; null where all was.</param>
/// <param name="Checkpoint">Full path of the saved parameters; null for a run that did not come to its end.</param>
/// <param name="Kept">Full path of the checkpoint that was better and therefore stays; null where there was none.</param>
/// <param name="State">Full path of the state from which the run can go on; null where there is none.</param>
internal sealed record TrainReport(
    string Model,
    string Device,
    string DeviceName,
    double? TestAccuracy,
    double? TestLoss,
    double Seconds,
    double ImagesPerSecond,
    long FirstStep,
    IReadOnlyList<float> Losses,
    int Epochs,
    int Batch,
    float LearningRate,
    float WeightDecay,
    ulong Seed,
    int TrainImages,
    int TestImages,
    bool Interrupted,
    string? Diverged,
    string? Checkpoint,
    string? Kept,
    string? State);
