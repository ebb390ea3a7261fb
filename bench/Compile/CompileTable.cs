using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Display;
using Spectre.Console;

namespace SparseGen.Bench.Compile;

/// <summary>The report for people: a table of projects, one of limits, and the conditions under them.</summary>
internal static class CompileTable
{
    private const double Kibibyte = 1024;

    /// <summary>Prints it.</summary>
    /// <param name="report">What was measured.</param>
    public static void Show(CompileReport report)
    {
        Sheet projects = Tables.Create("What models cost a build: seconds, and KiB of the assembly")
            .Text("project").Number("generate").Number("compile").Number("beyond empty").Number("a model").Number("processor").Number("assembly").Number("of a model");
        foreach (ProjectCost row in report.Projects)
        {
            projects.Row(
                row.Project,
                Thousandths(row.GenerateSeconds),
                Thousandths(row.CompileSeconds),
                Thousandths(row.SecondsBeyondEmpty),
                row.Models == 0 ? "-" : Thousandths(row.SecondsBeyondEmpty / row.Models),
                Thousandths(row.ProcessorSecondsBeyondEmpty),
                Tenths(row.AssemblyBytes / Kibibyte),
                row.Models == 0 ? "-" : Tenths(row.AssemblyBytesBeyondEmpty / Kibibyte / row.Models));
        }

        Terminal.Write(projects);
        Sheet limits = Tables.Create("Limits").Text("of what").Number("measured").Number("at most").Text("unit").Text("kept");
        foreach (CostLimit limit in report.Limits)
        {
            string measured = limit.Unit switch { "s" => Thousandths(limit.Measured), "lines" => Tables.Count((long)limit.Measured), _ => Tenths(limit.Measured) };
            limits.Row(limit.What, measured, limit.AtMost.ToString("#,0.##", CultureInfo.InvariantCulture), limit.Unit, limit.IsKept ? "yes" : "no");
        }

        Terminal.Write(limits);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine($"{conditions.Processor}, {conditions.Threads} threads, {conditions.Runtime}, {conditions.System}");
        Terminal.WriteLine(
            $"Medians of {report.Repetitions}. generate: parsing, the generator, parsing what it wrote; compile: binding and emission of a Release build, no analysers.");
        Terminal.WriteLine("beyond empty: both, without what the project takes that has no model; processor: the same in processor time of all threads.");
        Terminal.WriteLine("The compiler is warm and has its references in memory, as in a build server.");
    }

    private static string Thousandths(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Tenths(double value) => value.ToString("#,0.0", CultureInfo.InvariantCulture);
}
