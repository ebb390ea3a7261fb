namespace SparseGen.Tests.Infrastructure;

/// <summary>Which models run on which devices.</summary>
internal static class TestMatrix
{
    private static readonly HashSet<string> OnOpenCL =
    [
        nameof(Models.OddMixer), nameof(Models.PrimeMixer), nameof(Models.RoundMixer), nameof(Models.WideMlp), nameof(Models.DeepLoops), nameof(Models.OddTokens),
        nameof(Models.SMixerWithTokens), nameof(Models.KroneckerLayers), nameof(Models.NoisyPermutations), nameof(Models.FlatOddNest), nameof(Models.OddFamily),
        nameof(Models.OddMonarch), nameof(Models.TokenMonarch), nameof(Models.PackedChain), nameof(Models.LongDiagonal), nameof(Models.SparseTokensMixer),
    ];

    /// <summary>(model, device): every model on every device that it is tried on.</summary>
    public static TheoryData<string, string> ModelsOnDevices => Pairs(TestDevices.All);

    /// <summary>(model, device) for the CPU alone.</summary>
    public static TheoryData<string, string> ModelsOnCpus => Pairs(TestDevices.Cpus);

    /// <summary>(model, batch, device) for every fixture.</summary>
    public static TheoryData<string, int, string> FixturesOnDevices => Fixtures(ModelCases.All);

    /// <summary>(model, device): every model with Hessian-vector products.</summary>
    public static TheoryData<string, string> CurvedOnDevices => Pairs(TestDevices.All, CurvedCases.All);

    /// <summary>The same for the CPU alone.</summary>
    public static TheoryData<string, string> CurvedOnCpus => Pairs(TestDevices.Cpus, CurvedCases.All);

    /// <summary>(model, batch, device) for every fixture of a Hessian-vector product, which has outputs and gradients too.</summary>
    public static TheoryData<string, int, string> CurvedFixturesOnDevices => Fixtures(CurvedCases.All);

    private static TheoryData<string, string> Pairs(IEnumerable<string> devices) => Pairs(devices, ModelCases.All);

    private static TheoryData<string, string> Pairs(IEnumerable<string> devices, IReadOnlyList<ModelCase> models)
    {
        var data = new TheoryData<string, string>();
        foreach (var device in devices)
        {
            foreach (var model in models.Where(model => RunsOn(model, device)))
            {
                data.Add(model.Name, device);
            }
        }

        return data;
    }

    private static TheoryData<string, int, string> Fixtures(IReadOnlyList<ModelCase> models)
    {
        var data = new TheoryData<string, int, string>();
        foreach (var device in TestDevices.All)
        {
            foreach (var model in models.Where(model => RunsOn(model, device)))
            {
                foreach (var batch in model.FixtureBatches)
                {
                    data.Add(model.Name, batch, device);
                }
            }
        }

        return data;
    }

    /// <summary>
    /// The simulator is slow, so it gets the tiny models. OpenCL drivers compile each model's kernels for up to half a minute, so OpenCL gets a few: larger ones, which need
    /// larger tiles, and one tiny Mixer. <see cref="Generation.DeviceCoverageTests"/> asks that either runs every layer.
    /// </summary>
    public static bool RunsOn(ModelCase model, string device) => device switch
    {
        "simulator" => model.Tiny,
        "opencl" => OnOpenCL.Contains(model.Name) || (CurvedCases.All.Contains(model) && !model.Tiny),
        _ => true,
    };
}
