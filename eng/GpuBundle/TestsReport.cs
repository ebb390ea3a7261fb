using System.Text.Json.Serialization;

namespace SparseGen.Bundle;

/// <summary>What <c>tests --json</c> writes.</summary>
/// <param name="Device">The device, as the tests call it.</param>
/// <param name="IsComplete">Whether the run came to its end: the file is written anew as it goes on.</param>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed.</param>
/// <param name="Skipped">Tests that said that they cannot run here.</param>
/// <param name="LeftOut">Tests that had not begun when the time was over.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failures">Those that failed.</param>
/// <param name="Reasons">Those that were skipped.</param>
internal sealed record TestsReport(
    string Device, bool IsComplete, int Passed, int Failed, int Skipped, int LeftOut, double Seconds, IReadOnlyList<TestNote> Failures, IReadOnlyList<TestNote> Reasons);

/// <summary>A test that did not pass.</summary>
/// <param name="Test">Its name with its arguments.</param>
/// <param name="Message">What it said.</param>
internal sealed record TestNote(string Test, string Message);

/// <summary>The report as JSON in camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TestsReport))]
internal sealed partial class TestsJson : JsonSerializerContext;
