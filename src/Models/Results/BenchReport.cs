namespace SparseGen.Tool.Results;

/// <summary>What <c>bench --json</c> writes.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Device">Where it was measured, as <c>--device</c> names it.</param>
/// <param name="DeviceName">What the device calls itself.</param>
/// <param name="Processors">Processors that this machine shows.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="Measurements">What was measured.</param>
/// <param name="LeftOut">What was not measured and why; null where nothing was left out.</param>
internal sealed record BenchReport(
    string Model,
    string Device,
    string DeviceName,
    int Processors,
    string Runtime,
    IReadOnlyList<Throughput> Measurements,
    string? LeftOut);

/// <summary>Speed of one kind of work.</summary>
/// <param name="Work">What was repeated: <c>training</c> or <c>inference</c>.</param>
/// <param name="Batch">Images of one call.</param>
/// <param name="ImagesPerSecond">Median over the repetitions.</param>
/// <param name="Slowest">Images a second of the slowest repetition.</param>
/// <param name="Fastest">Images a second of the fastest repetition.</param>
/// <param name="GigaflopsPerSecond">Median in 1e9 floating-point operations a second; a multiply-accumulate is two, a training step three forward passes.</param>
internal sealed record Throughput(
    string Work,
    int Batch,
    double ImagesPerSecond,
    double Slowest,
    double Fastest,
    double GigaflopsPerSecond);
