namespace SparseGen.Tool.Results;

/// <summary>What <c>eval --json</c> writes.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Device">Where it was evaluated, as <c>--device</c> names it.</param>
/// <param name="DeviceName">What the device calls itself.</param>
/// <param name="Checkpoint">Full path of the parameters.</param>
/// <param name="TestAccuracy">Share of the test images that the model names rightly.</param>
/// <param name="TestLoss">Mean cross-entropy on the test images.</param>
/// <param name="TestImages">Test images.</param>
/// <param name="Seconds">Time of the evaluation.</param>
/// <param name="ImagesPerSecond">Test images a second.</param>
/// <param name="Classes">Each class with its accuracy.</param>
/// <param name="Data">Name of the data.</param>
/// <param name="DataFolder">Full path of the folder they were read from.</param>
/// <param name="IsTestSetOfTraining">Whether these are the images that the training was judged by; null where the checkpoint does not say.</param>
/// <param name="Confusion">A row for each true class: how many of its images were named as each class.</param>
/// <param name="Views">Views of each image whose probabilities were averaged; 1 for the image alone.</param>
internal sealed record EvaluationReport(
    string Model,
    string Device,
    string DeviceName,
    string Checkpoint,
    double TestAccuracy,
    double TestLoss,
    int TestImages,
    double Seconds,
    double ImagesPerSecond,
    IReadOnlyList<ClassAccuracy> Classes,
    string Data,
    string DataFolder,
    bool? IsTestSetOfTraining,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    int Views);

/// <summary>How well one class is recognised.</summary>
/// <param name="Name">The class.</param>
/// <param name="Images">Its test images.</param>
/// <param name="Accuracy">Share of them that were named rightly (recall); 0 when there are none.</param>
internal sealed record ClassAccuracy(string Name, int Images, double Accuracy);
