namespace SparseGen.Tool.Results;

/// <summary>What <c>compress --json</c> writes of a model with other linear maps.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Method">What has taken the place of linear maps, as <c>--method</c> names it.</param>
/// <param name="Checkpoint">Full path of the exact parameters.</param>
/// <param name="File">Full path of the compressed model.</param>
/// <param name="FileBytes">Bytes of it.</param>
/// <param name="CheckpointBytes">Bytes of the checkpoint.</param>
/// <param name="Samples">Images that the maps were made with.</param>
/// <param name="TestImages">Images that both models were compared on.</param>
/// <param name="ExactAccuracy">Share of them that the exact model names rightly.</param>
/// <param name="Accuracy">Share of them that the compressed model names rightly.</param>
/// <param name="Agreement">Share of them that both name alike.</param>
/// <param name="Error">Norm of the differences of all outputs over the norm of the exact ones.</param>
/// <param name="Threads">Threads of both.</param>
/// <param name="ExactImagesPerSecond">Speed of the exact model, as it is generated.</param>
/// <param name="ImagesPerSecond">Speed of the compressed model.</param>
/// <param name="Layers">The maps that were compressed.</param>
internal sealed record CompressionReport(
    string Model,
    string Method,
    string Checkpoint,
    string File,
    long FileBytes,
    long CheckpointBytes,
    int Samples,
    int TestImages,
    double ExactAccuracy,
    double Accuracy,
    double Agreement,
    double Error,
    int Threads,
    double ExactImagesPerSecond,
    double ImagesPerSecond,
    IReadOnlyList<CompressedLayerReport> Layers);

/// <summary>A linear map that was compressed.</summary>
/// <param name="Name">Name of its result.</param>
/// <param name="Inputs">Numbers of an input row.</param>
/// <param name="Outputs">Numbers of an output row.</param>
/// <param name="Maps">Maps of the layer: one, or one for each group.</param>
/// <param name="Error">Norm of the differences from the exact outputs over the norm of those, on the rows that it was made with.</param>
/// <param name="ExactBytes">Bytes in single precision.</param>
/// <param name="Bytes">Bytes now.</param>
/// <param name="ExactNanoseconds">Time of the exact map for a row, on one thread.</param>
/// <param name="Nanoseconds">Time of the compressed one.</param>
internal sealed record CompressedLayerReport(
    string Name, int Inputs, int Outputs, int Maps, double Error, long ExactBytes, long Bytes, double ExactNanoseconds, double Nanoseconds);
