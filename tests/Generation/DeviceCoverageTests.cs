namespace SparseGen.Tests.Generation;

/// <summary>
/// The simulator and OpenCL get only some of the test models (<see cref="TestMatrix.RunsOn"/>). Those of each hold every layer, so that a new one cannot go without either
/// device; those of both together every kind of map in every block.
/// </summary>
public sealed class DeviceCoverageTests
{
    public static TheoryData<string> Devices => ["simulator", "opencl"];

    [Theory]
    [MemberData(nameof(Devices))]
    public void EveryLayerRuns(string device) => Assert.Empty(ModelsOn(device).Missing);

    [Fact]
    public void EveryKindOfMapRuns() => Assert.Empty(ModelsOn("simulator", "opencl").MissingMaps);

    [Theory]
    [MemberData(nameof(Devices))]
    public void SharedBlocksRun(string device) => Assert.All(
        ModelsOn(device).Settings(property => property.Name == nameof(BlockDiagonalAttribute.Shared)),
        setting => Assert.Contains(setting.Values, value => value is true));

    /// <summary>Models whose outputs and gradients are compared there, with the reference or with PyTorch.</summary>
    private static DeclaredLayers ModelsOn(params string[] devices) => DeclaredLayers.Of(
        ModelCases.All.Concat(CurvedCases.All.Where(one => one.FixtureBatches.Count > 0)).Where(one => devices.Any(device => TestMatrix.RunsOn(one, device))));
}
