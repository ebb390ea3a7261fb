using SparseGen.Tests.Gpu;

namespace SparseGen.Tests.Program;

/// <summary>What <c>sparsegen</c> says when a device refuses something or fails: on a stub of CUDA's driver.</summary>
public sealed class DeviceFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Dictionary<string, string>? _environment;

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void TheListOfDevicesHasCuda()
    {
        ProgramRun run = Start([], "list", "--devices");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("cuda:0.*Stub.*compute capability 9.0", run.Output);
    }

    [SkippableFact]
    public void ABatchThatDoesNotFitIsNamed() => MisuseTests.AssertRefused(
        Start([(CudaStub.Memory, "3000000")], "train", "--device", "cuda", "--limit", "64", "--batch", "32"),
        "--batch: 32 samples of FashionMixer need more memory than can be had: FashionMixer with maxBatch 32 needs ");

    /// <summary>The state that was saved before the failure is as it was, the message names it, and the run goes on from it.</summary>
    [SkippableFact]
    public void ATrainingWhoseDeviceFailsGoesOnFromItsState()
    {
        string path = _folder.File("model.safetensors"), state = _folder.File("model.state.safetensors");
        string[] arguments = ["train", "--device", "cuda", "--limit", "64", "--batch", "32", "--epochs", "6", "--save-every", "0", "--out", path];
        ProgramRun run = Start([(CudaStub.Fails, "900")], arguments);
        MisuseTests.AssertRefused(run with { Output = string.Empty }, "--device: CUDA 0: Stub failed: unspecified launch failure.");
        Assert.Contains($"The run is in '{state}' as it was when it was saved last: say --resume", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Equal(0, Start([], [.. arguments, "--resume"]).ExitCode);
        Assert.True(File.Exists(path) && !File.Exists(state));
    }

    private ProgramRun Start((string Name, string Value)[] variables, params string[] arguments)
    {
        Dictionary<string, string> environment = new(_environment ??= CudaStub.Build(_folder));
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        return ProgramRun.StartIn(environment, arguments);
    }
}
