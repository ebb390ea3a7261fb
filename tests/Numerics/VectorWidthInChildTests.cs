using System.Globalization;
using System.Runtime.Intrinsics;

namespace SparseGen.Tests.Numerics;

/// <summary>In a child of <see cref="VectorWidthTests"/>: fails if the switch did not give the width that the parent meant to test.</summary>
[Trait("Category", "VectorWidth")]
public sealed class VectorWidthInChildTests
{
    public const string ExpectedVariable = "SPARSEGEN_EXPECTED_FLOATS";

    [SkippableFact]
    public void TheWidthIsTheOneIntended()
    {
        var expected = Environment.GetEnvironmentVariable(ExpectedVariable);
        Skip.If(expected is null, "Only child processes have a width to expect.");
        Assert.Equal(
            (int.Parse(expected, CultureInfo.InvariantCulture) * 32) switch
            {
                512 => (true, true, true),
                256 => (false, true, true),
                128 => (false, false, true),
                _ => (false, false, false),
            },
            (Vector512.IsHardwareAccelerated, Vector256.IsHardwareAccelerated, Vector128.IsHardwareAccelerated));
    }
}
