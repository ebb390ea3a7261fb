using System.Text.Json;
using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Inspection;

/// <summary>The losses of a training, from its report.</summary>
/// <param name="Losses">Loss of each step, as far as they were finite.</param>
internal sealed record TrainingCurve(IReadOnlyList<double> Losses)
{
    /// <summary>Reads what <c>sparsegen train --json</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">It is no such report.</exception>
    public static TrainingCurve Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            return new TrainingCurve(
            [
                .. document.RootElement.GetProperty("losses").EnumerateArray().Where(static loss => loss.ValueKind == JsonValueKind.Number).Select(static loss => loss.GetDouble()),
            ]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--training: '{path}' is no report of a training, as 'sparsegen train --json FILE' writes one: {exception.Message}");
        }
    }
}
