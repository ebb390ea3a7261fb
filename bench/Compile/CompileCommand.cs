using System.CommandLine;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Compile;

/// <summary>What a model costs the build of the project that declares it: time, bytes of the assembly, length of the generated file.</summary>
internal static class CompileCommand
{
    private const int ManyModels = 20;
    private const int WarmUps = 2;

    /// <summary>Measures, prints tables and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>compile</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        Option<int> repetitions = Numbers.Whole("--repetitions", "compilations of each project; medians count", 7);
        var command = new Command("compile", "What 1 and 20 models like FashionMixer cost the build of a project, in a minute or two.") { json, repetitions };
        command.SetAction(result => Run(result.GetValue(json), result.GetValue(repetitions)));
        return Measurement.Run(command, options);
    }

    private static int Run(string? json, int repetitions)
    {
        ReportFile.Prepare(json);
        ProjectCost[] costs = Measure(CompileProject.All(ManyModels), repetitions);
        var report = new CompileReport(Conditions.Current(), repetitions, costs, CostLimits.Check(costs[1], costs[2..^1]));
        CompileTable.Show(report);
        ReportFile.Write(json, report, CompileJson.Default.CompileReport);
        return ExitCode.Success;
    }

    private static ProjectCost[] Measure(CompileProject[] projects, int repetitions)
    {
        var runs = new CompilationRun[projects.Length][];
        for (int i = 0; i < projects.Length; i++)
        {
            runs[i] = new CompilationRun[repetitions];
        }

        // In turns, so that a machine that others use slows all of them; the first rounds warm the compiler up.
        for (int repetition = -WarmUps; repetition < repetitions; repetition++)
        {
            for (int i = 0; i < projects.Length; i++)
            {
                var run = CompilationRun.Run(projects[i]);
                if (repetition >= 0)
                {
                    runs[i][repetition] = run;
                }
            }
        }

        double empty = Median(runs[0], static run => run.GenerateSeconds + run.CompileSeconds);
        return
        [
            .. projects.Zip(runs, (project, all) => new ProjectCost(
                project.Name,
                project.Models,
                Median(all, static run => run.GenerateSeconds),
                Median(all, static run => run.CompileSeconds),
                Median(all, static run => run.GenerateSeconds + run.CompileSeconds) - empty,
                Median(all, static run => run.ProcessorSeconds) - Median(runs[0], static run => run.ProcessorSeconds),
                all[0].AssemblyBytes,
                all[0].AssemblyBytes - runs[0][0].AssemblyBytes,
                all[0].Lines,
                all[0].Bytes)),
        ];
    }

    private static double Median(CompilationRun[] runs, Func<CompilationRun, double> value) => Repetitions.Median([.. runs.Select(value).Order()]);
}
