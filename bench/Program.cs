using BenchmarkDotNet.Running;
using SparseGen.Bench.Benchmarks;
using SparseGen.Bench.Callers;
using SparseGen.Bench.Compile;
using SparseGen.Bench.Compression;
using SparseGen.Bench.Debugging;
using SparseGen.Bench.Gpu;
using SparseGen.Bench.Gpu.Kernels;
using SparseGen.Bench.Hooks;
using SparseGen.Bench.Layers;
using SparseGen.Bench.Memory;
using SparseGen.Bench.Quick;

return args switch
{
    [] or ["help" or "--help" or "-h" or "-?"] => Help(),
    ["quick", .. string[] options] => QuickCommand.Run(options),
    ["hooks", .. string[] options] => HooksCommand.Run(options),
    ["callers", .. string[] options] => CallersCommand.Run(options),
    ["layers", .. string[] options] => LayersCommand.Run(options),
    ["compression", .. string[] options] => CompressionCommand.Run(options),
    ["memory", .. string[] options] => MemoryCommand.Run(options),
    ["debug", .. string[] options] => DebugCommand.Run(options),
    ["gpu", .. string[] options] => GpuCommand.Run(options),
    ["kernels", .. string[] options] => KernelsCommand.Run(options),
    ["compile", .. string[] options] => CompileCommand.Run(options),
    _ => RunBenchmarks(args),
};

static int Help()
{
    Console.WriteLine(
        """
        Measures SparseGen on this machine.

        Usage:
          dotnet run -c Release --project bench -- quick [--json FILE]   images/s and the share of the FMA ceiling, in under a minute
          dotnet run -c Release --project bench -- hooks [OPTIONS]       training steps with SAM and gradient regularisation against plain ones; hooks --help
          dotnet run -c Release --project bench -- callers [--json FILE] answers a second of 1, 2 and 4 threads that share one model, in half a minute
          dotnet run -c Release --project bench -- layers [OPTIONS]      every layer beside the dense one, in two minutes; layers --help
          dotnet run -c Release --project bench -- compression [--json FILE] linear maps of bytes and tables beside the exact ones, in a minute
          dotnet run -c Release --project bench -- memory [OPTIONS]      depthwise convolutions beside a copy of as many bytes, in a quarter of a minute
          dotnet run -c Release --project bench -- compile [--json FILE] what 1 and 20 models cost the build of a project, in a minute or two
          dotnet run -c Release --project bench -- debug [OPTIONS]       training of a user's Debug build beside its Release build, in two minutes
          dotnet run -c Release --project bench -- gpu [OPTIONS]         FashionMixer and Mixer-S/16 on a GPU, their products beside cuBLAS; gpu --help
          dotnet run -c Release --project bench -- kernels [OPTIONS]     registers, occupancy and instructions of all GPU kernels, without a GPU; kernels --help
          dotnet run -c Release --project bench/Peers [-- OPTIONS]       beside libtorch and ONNX Runtime, in a quarter of an hour; -- --help
          dotnet run -c Release --project bench -- --filter '*'          every benchmark, with BenchmarkDotNet
          dotnet run -c Release --project bench -- --list flat           their names

        Leave the machine alone while it measures: the ceiling and the models are measured one after the other.
        """);
    return 0;
}

static int RunBenchmarks(string[] arguments)
{
    Type[] benchmarks =
    [
        typeof(FashionMixerTraining), typeof(FashionMixerInference), typeof(ImageKernels<,>), typeof(MemoryKernels<,>), typeof(ProductKernels<,>), typeof(SparseKernels<,>),
    ];
    var summaries = BenchmarkSwitcher.FromTypes(benchmarks).Run(arguments);
    return summaries.Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
}
