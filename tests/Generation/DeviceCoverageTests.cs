namespace SparseGen.Tests.Generation;

/// <summary>
/// The simulator and OpenCL get only some of the test models (<see cref="TestMatrix.RunsOnOfARelease"/>); together those hold every layer and every kind of map in
/// every block, so that a new one cannot go without either device.
/// </summary>
public sealed class DeviceCoverageTests
{
    public static TheoryData<string> Devices => ["simulator", "opencl"];

    [Theory]
    [MemberData(nameof(Devices))]
    public void EveryLayerRuns(string device) => Assert.Empty(ModelsOn(device).Missing);

    [Theory]
    [MemberData(nameof(Devices))]
    public void EveryKindOfMapRuns(string device) => Assert.Empty(ModelsOn(device).MissingMaps);

    [Theory]
    [MemberData(nameof(Devices))]
    public void SharedBlocksRun(string device) => Assert.All(
        ModelsOn(device).Settings(property => property.Name == nameof(BlockDiagonalAttribute.Shared)),
        setting => Assert.Contains(setting.Values, value => value is true));

    /// <summary>Models whose outputs and gradients are compared there, with the reference or with PyTorch.</summary>
    private static DeclaredLayers ModelsOn(string device) => DeclaredLayers.Of(
        ModelCases.All.Concat(CurvedCases.All.Where(one => one.FixtureBatches.Count > 0)).Where(one => TestMatrix.RunsOnOfARelease(one, device)));
}
