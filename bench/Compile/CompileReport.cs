using System.Text.Json.Serialization;
using SparseGen.Bench.Quick;

namespace SparseGen.Bench.Compile;

/// <summary>What <c>compile --json</c> writes.</summary>
/// <param name="Conditions">On what.</param>
/// <param name="Repetitions">Compilations of each project; medians count.</param>
/// <param name="Projects">A row a project, the empty one first.</param>
/// <param name="Limits">What a model may cost.</param>
internal sealed record CompileReport(Conditions Conditions, int Repetitions, IReadOnlyList<ProjectCost> Projects, IReadOnlyList<CostLimit> Limits);

/// <summary>What a project costs its build.</summary>
/// <param name="Project">What it is.</param>
/// <param name="Models">How many models it declares.</param>
/// <param name="GenerateSeconds">Parsing the project, running the generator and parsing what it wrote.</param>
/// <param name="CompileSeconds">Binding and emission.</param>
/// <param name="SecondsBeyondEmpty">Both, without what the empty project takes.</param>
/// <param name="ProcessorSecondsBeyondEmpty">The same in processor time, all threads together.</param>
/// <param name="AssemblyBytes">Bytes of the assembly.</param>
/// <param name="AssemblyBytesBeyondEmpty">Those, without the empty assembly's.</param>
/// <param name="Lines">Lines of the longest generated file.</param>
/// <param name="Bytes">Bytes of the largest generated file.</param>
internal sealed record ProjectCost(
    string Project, int Models, double GenerateSeconds, double CompileSeconds, double SecondsBeyondEmpty, double ProcessorSecondsBeyondEmpty,
    long AssemblyBytes, long AssemblyBytesBeyondEmpty, int Lines, int Bytes);

/// <summary>A limit and what was measured.</summary>
/// <param name="What">Of what.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="AtMost">What it may be.</param>
/// <param name="Unit"><c>s</c>, <c>KiB</c> or <c>lines</c>.</param>
/// <param name="IsKept">Whether it is kept.</param>
internal sealed record CostLimit(string What, double Measured, double AtMost, string Unit, bool IsKept);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CompileReport))]
internal sealed partial class CompileJson : JsonSerializerContext;
