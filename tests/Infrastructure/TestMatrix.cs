namespace SparseGen.Tests.Infrastructure;

/// <summary>Which models run on which devices.</summary>
internal static class TestMatrix
{
    private static readonly HashSet<string> OnOpenCL =
    [
        nameof(Models.OddMixer), nameof(Models.RoundMixer), nameof(Models.WideMlp), nameof(Models.KroneckerLayers), nameof(Models.FlatOddNest), nameof(Models.OddFamily),
        nameof(Models.OddMonarch), nameof(Models.TokenMonarch), nameof(Models.PackedChain), nameof(Models.LongDiagonal), nameof(Models.SparseTokensMixer),
        nameof(Models.OddTokens), nameof(Models.SMixerWithTokens), nameof(Models.CurvedMixer), nameof(Models.CurvedLoops),
        nameof(Models.CurvedNested), nameof(Models.CurvedPatches), nameof(Models.CurvedNorms),
        nameof(Models.CurvedShapes), nameof(Models.CurvedGates), nameof(Models.CurvedGatedBlocks),
        nameof(Models.CurvedConvolutions), nameof(Models.CurvedConvMlp), nameof(Models.OddConvolutions), nameof(Models.GroupedConvolutions),
        nameof(Models.WideRanks), nameof(Models.TabularMembers), nameof(Models.CurvedInputs), nameof(Models.WideCategories),
        nameof(Models.CurvedChannelMaps), nameof(Models.NoisyPermutations),
    ];

    /// <summary>
    /// Those of them that it gets of each change, a second for each of a model's kernels: they have every kind of product, dense, structured and sparse, convolutions, and tables
    /// of categories.
    /// </summary>
    private static readonly HashSet<string> OnOpenCLOfAChange =
    [
        nameof(Models.OddMixer), nameof(Models.OddFamily), nameof(Models.LongDiagonal), nameof(Models.TabularMembers), nameof(Models.WideCategories), nameof(Models.PackedChain),
        nameof(Models.GroupedConvolutions),
    ];

    private static readonly HashSet<string> OnSimulator =
    [
        nameof(Models.PrimeMixer), nameof(Models.UnitMixer), nameof(Models.TanhMlp), nameof(Models.Scalar), nameof(Models.GreyPatches), nameof(Models.FlatBottleneck),
        nameof(Models.FlatLoop), nameof(Models.OddKronecker), nameof(Models.TinyMonarch), nameof(Models.SharedBlocks), nameof(Models.SparseMlp), nameof(Models.SparseBlocks),
        nameof(Models.MonarchMixer), nameof(Models.TokenDiagonal), nameof(Models.SparseSMixer), nameof(Models.PrimeRandomMixer), nameof(Models.CurvedMlp),
        nameof(Models.CurvedTokens), nameof(Models.CurvedPermutations), nameof(Models.CurvedNoise), nameof(Models.CurvedMaps), nameof(Models.CurvedDiagonal),
        nameof(Models.CurvedSeries), nameof(Models.CurvedNested), nameof(Models.CurvedPatches), nameof(Models.OnePatchSeries),
        nameof(Models.CurvedNorms), nameof(Models.CurvedFeatureNorms),
        nameof(Models.CurvedShapes), nameof(Models.CurvedGates), nameof(Models.CurvedGatedBlocks), nameof(Models.CurvedConvolutions), nameof(Models.CurvedConvMlp),
        nameof(Models.CurvedRanks), nameof(Models.CurvedMembers), nameof(Models.CurvedCategories), nameof(Models.CurvedInputs), nameof(Models.CategoriesAlone),
        nameof(Models.CurvedChannelBlocks),
    ];

    private static readonly HashSet<string> TwiceOnSimulator =
        [nameof(Models.CurvedMlp), nameof(Models.CurvedTokens), nameof(Models.CurvedNorms), nameof(Models.CurvedConvolutions), nameof(Models.CurvedCategories)];

    /// <summary>(model, device): every model on every device that it is tried on.</summary>
    public static TheoryData<string, string> ModelsOnDevices => Pairs(TestDevices.All);

    /// <summary>(model, device) for the CPU alone.</summary>
    public static TheoryData<string, string> ModelsOnCpus => Pairs(TestDevices.Cpus);

    /// <summary>(model, batch, device) for every fixture.</summary>
    public static TheoryData<string, int, string> FixturesOnDevices => Fixtures(ModelCases.All);

    /// <summary>
    /// (model, device): every model with Hessian-vector products. They have three times the kernels of a gradient, and on a fresh machine an OpenCL driver takes half a second
    /// for each: it leaves those to the simulator that run there too.
    /// </summary>
    public static TheoryData<string, string> CurvedOnDevices =>
        Pairs(TestDevices.All, CurvedCases.All, RunsCurved);

    /// <summary>
    /// (model, device): the same, but of the simulator a few. What comes of a product twice follows from the order of sums in kernels, which these have; more models take it a
    /// minute and show nothing else.
    /// </summary>
    public static TheoryData<string, string> CurvedTwiceOnDevices =>
        Pairs(TestDevices.All, CurvedCases.All, static (model, device) => RunsCurved(model, device) && (device != "simulator" || TwiceOnSimulator.Contains(model.Name)));

    /// <summary>The same for the CPU alone.</summary>
    public static TheoryData<string, string> CurvedOnCpus => Pairs(TestDevices.Cpus, CurvedCases.All);

    /// <summary>(model, batch, device) for every fixture of a Hessian-vector product, which has outputs and gradients too.</summary>
    public static TheoryData<string, int, string> CurvedFixturesOnDevices => Fixtures(CurvedCases.All);

    /// <summary>
    /// The same without the simulator, where products are compared with the reference: a second oracle for the same kernels took it 40 seconds. Nor has OpenCL it of a change.
    /// </summary>
    public static TheoryData<string, int, string> CurvedFixturesOffSimulator =>
        Fixtures(CurvedCases.All, static device => device != "simulator" && !(TestScope.IsChange && device == "opencl"));

    private static bool RunsCurved(ModelCase model, string device) => RunsOn(model, device) && device switch
    {
        "opencl" => !OnSimulator.Contains(model.Name),
        "simulator" => !TestScope.IsChange || TwiceOnSimulator.Contains(model.Name),
        _ => true,
    };

    private static TheoryData<string, string> Pairs(IEnumerable<string> devices) => Pairs(devices, ModelCases.All);

    private static TheoryData<string, string> Pairs(IEnumerable<string> devices, IReadOnlyList<ModelCase> models, Func<ModelCase, string, bool>? runs = null)
    {
        var data = new TheoryData<string, string>();
        foreach (var device in devices)
        {
            foreach (var model in models.Where(model => (runs ?? RunsOn)(model, device)))
            {
                data.Add(model.Name, device);
            }
        }

        return data;
    }

    private static TheoryData<string, int, string> Fixtures(IReadOnlyList<ModelCase> models, Func<string, bool>? takes = null)
    {
        var data = new TheoryData<string, int, string>();
        foreach (var device in TestDevices.All.Where(takes ?? (static _ => true)))
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
    /// The kernels are the library's, and every GPU tries them by themselves (tests/Kernels); what a model adds are shapes, epilogues and the order of launches. The simulator
    /// takes a millisecond for a launch and an OpenCL driver a second for a kernel, so either gets some models: the simulator tiny ones, OpenCL those that need larger tiles.
    /// <see cref="Generation.DeviceCoverageTests"/> asks that either runs every layer and every kind of map. CUDA gets all.
    /// </summary>
    public static bool RunsOnOfARelease(ModelCase model, string device) => device switch
    {
        "simulator" => OnSimulator.Contains(model.Name),
        "opencl" => OnOpenCL.Contains(model.Name),
        _ => true,
    };

    /// <summary>The same for what runs now, a release or a change.</summary>
    public static bool RunsOn(ModelCase model, string device) =>
        RunsOnOfARelease(model, device) && (!TestScope.IsChange || device != "opencl" || OnOpenCLOfAChange.Contains(model.Name));
}
