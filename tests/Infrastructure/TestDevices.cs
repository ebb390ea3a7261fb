namespace SparseGen.Tests.Infrastructure;

/// <summary>
/// The devices that the same test source runs on, by name. A device that is missing skips the test and says why, unless
/// <c>SPARSEGEN_REQUIRE_DEVICES</c> names it: then a machine that is meant to have it cannot pass without it.
/// </summary>
internal static class TestDevices
{
    /// <summary>Set to a list such as <c>cpu-1,cpu-3</c> to run only those.</summary>
    public const string OnlyVariable = "SPARSEGEN_TEST_DEVICES";

    private const string RequiredVariable = "SPARSEGEN_REQUIRE_DEVICES";

    /// <summary>One thread, a number that divides no batch, and as many as there are cores.</summary>
    public static IReadOnlyList<string> Cpus { get; } = Selected("cpu-1", "cpu-3", "cpu");

    public static IReadOnlyList<string> Gpus { get; } = Selected("simulator", "opencl", "cuda");

    public static IReadOnlyList<string> All { get; } = [.. Cpus, .. Gpus];

    /// <summary>The same, but for a change no OpenCL: where a test has a model, and so kernels, that no other test compiles there.</summary>
    public static IReadOnlyList<string> AllOfARelease { get; } = TestScope.IsChange ? [.. All.Except(["opencl"])] : All;

    public static Device Get(string name)
    {
        try
        {
            return name switch
            {
                "cpu" => Device.Cpu,
                "cpu-1" => Device.CpuWithThreads(1),
                "cpu-3" => Device.CpuWithThreads(3),
                "simulator" => Device.Simulator,
                "opencl" => Device.OpenCL(0),
                "cuda" => Device.Cuda(0),
                _ => throw new ArgumentException($"There is no test device called '{name}'.", nameof(name)),
            };
        }
        catch (DeviceUnavailableException missing) when (!Names(RequiredVariable).Contains(name))
        {
            throw new SkipException($"{name}: {missing.Message}");
        }
    }

    private static string[] Selected(params string[] names) =>
        Names(OnlyVariable) is { Length: > 0 } only ? [.. names.Intersect(only)] : names;

    private static string[] Names(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
