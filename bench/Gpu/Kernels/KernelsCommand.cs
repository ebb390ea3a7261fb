using System.CommandLine;
using SparseGen.Gpu.Planning;
using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;
using SparseGen.Tool.Planning;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Gpu.Kernels;

/// <summary>What NVIDIA's assembler makes of the kernels: registers, occupancy, shares of instructions. It needs no GPU.</summary>
internal static class KernelsCommand
{
    private static readonly Type[] Models =
    [
        typeof(FashionMixer), typeof(MixerS16), typeof(RandomPermutationSMixer), typeof(MonarchMixerS16), typeof(SparseWeightMlp),
        typeof(OddMlp), typeof(OddMixer), typeof(OddPermutedMixer), typeof(OddMonarch), typeof(OddSparse), typeof(OddTokens), typeof(OddConvolutions),
    ];

    /// <summary>Assembles the kernels, prints what is not as it should be, and writes the files that are asked for.</summary>
    /// <param name="options">What follows <c>kernels</c>.</param>
    /// <returns>The exit code: of failure where a kernel misses a requirement.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        Option<string?> tools = new("--tools") { Description = "the folder of ptxas and nvdisasm; artifacts/cuda-tools and the path by default", HelpName = "FOLDER" };
        Option<string?> page = new("--page") { Description = "also write the page for docs/", HelpName = "FILE" };
        Option<string?> filter = new("--filter") { Description = "only kernels whose model and name contain this", HelpName = "TEXT" };
        var command = new Command("kernels", "Registers, occupancy and instructions of every kernel of twelve models on sm_80, sm_89 and sm_90, without a GPU.")
        {
            tools, filter, page, json,
        };
        command.SetAction(result => Run(CudaTools.Find(result.GetValue(tools)), result.GetValue(filter), result.GetValue(page), result.GetValue(json)));
        return Measurement.Run(command, options);
    }

    private static int Run(CudaTools tools, string? filter, string? page, string? json)
    {
        ReportFile.Prepare(json);
        ReportFile.Prepare(page);
        KernelSource[] kernels =
        [
            .. Models.SelectMany(KernelSource.OfModel).Concat(KernelSource.OfLibrary())
                .Where(kernel => filter is null || $"{kernel.Model} {kernel.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase)),
        ];
        var rows = new List<KernelFigures>();
        foreach ((KernelSource kernel, string ptx) in KernelSource.Compile(kernels))
        {
            rows.AddRange(GpuArchitecture.All.AsParallel().AsOrdered().Select(architecture => Measure(tools, kernel, ptx, architecture)));
        }

        string[] misses = [.. rows.Select(KernelGoals.Miss).OfType<string>()];
        foreach (string miss in misses)
        {
            Terminal.WriteLine(miss);
        }

        Terminal.WriteLine($"{kernels.Length} kernels on {GpuArchitecture.All.Count} architectures, {misses.Length} misses");
        if (page is not null)
        {
            File.WriteAllText(page, KernelsPage.Write(rows));
        }

        ReportFile.Write<IReadOnlyList<KernelFigures>>(json, rows, KernelsJson.Default.IReadOnlyListKernelFigures);
        return misses.Length == 0 ? ExitCode.Success : ExitCode.Fault;
    }

    private static KernelFigures Measure(CudaTools tools, KernelSource kernel, string ptx, GpuArchitecture architecture)
    {
        CudaTools.Assembly made = tools.Assemble(ptx, architecture.Name);
        (double? share, double wanted) = kernel.ShareOfStep(made.Listing);
        return new KernelFigures(
            kernel.Name, kernel.Model, architecture.Name, kernel.Tile, made.Registers, made.SpillBytes, made.LocalBytes,
            made.SharedBytes, architecture.Occupancy(made.Registers, made.SharedBytes, kernel.Threads),
            share, wanted, kernel.Tiled is not null ? kernel.Mode.ToString() : null, kernel.Mode != MathMode.Fp32 ? made.Listing.TensorShareOfStep : null,
            made.Listing.WideGlobalLoads, made.Listing.DivisionsInLoops);
    }
}
