using static SparseGen.Tests.Generation.DiagnosticCases;

namespace SparseGen.Tests.Generation;

/// <summary>Declarations of taps and initial values.</summary>
internal static class AnalysisDiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        new(
            "taps of a model that only infers",
            "SPG0125",
            "using SparseGen; [«Model(Training = false, Taps = true)», VectorInput(3), Linear(2)] public sealed partial class Small;",
            "'Small' has Taps = true and Training = false; taps keep what training computes: remove one of the two settings"),
        new(
            "an orthogonal model with a sparse layer",
            "SPG0126",
            "using SparseGen; [Model(Initialization = Initialization.Orthogonal), VectorInput(8), «SparseLinear(8, 0.25)», Linear(2)] public sealed partial class Small;",
            "SparseLinear begins with Initialization = Orthogonal, but its weight is sparse, 16 of 64 are kept, and such a matrix is none; give the layer Initialization = Scaled"),
        new(
            "an initialisation that is none",
            "SPG0029",
            "using SparseGen; [«Model(Initialization = (Initialization)7)», VectorInput(3), Linear(2)] public sealed partial class Small;",
            "Model has Initialization = 7, but no Initialization has that number; use one of Standard, Orthogonal, Identity, Scaled"),
        Attributes(
            "a gain without an initialisation",
            "SPG0127",
            "VectorInput(3), «Linear(2, InitialGain = 2)»",
            "Linear has InitialGain = 2; it must be a finite number, beside an Initialization that it belongs to: Orthogonal, Identity or Scaled"),
    ];
}
