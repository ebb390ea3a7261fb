using SparseGen.Bench.Gpu;
using SparseGen.Bundle;
using SparseGen.Tool.Commands;

return args switch
{
    ["tests", .. string[] options] => TestsCommand.Run(options),
    ["gpu", .. string[] options] => GpuCommand.Run(options),
    _ => Misuse(),
};

static int Misuse()
{
    Console.Error.WriteLine("bundle: expected 'tests' or 'gpu', each with its options; run.sh calls both");
    return ExitCode.Misuse;
}
