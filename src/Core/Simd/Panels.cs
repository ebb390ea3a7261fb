using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;

namespace SparseGen.Simd;

/// <summary>Weights in panels of 32 outputs: element (n, k) at n / 32 * inputs * 32 + k * 32 + n % 32.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    private const int Width = TensorStorage.PanelWidth;

    /// <summary>Writes the panels of transposed weights: of each matrix, element (k, n) at k / 32 * outputs * 32 + n * 32 + k % 32.</summary>
    /// <param name="source">The panels of a weight [groups, outputs, inputs], those of one group after those of another.</param>
    /// <param name="destination">The panels of the transposes; the padding of the last panels is left as it is.</param>
    /// <param name="outputs">Rows of a group's matrix.</param>
    /// <param name="inputs">Columns of a group's matrix.</param>
    /// <param name="part">Which of the source's panels are this worker's.</param>
    /// <param name="groups">Number of matrices.</param>
    /// <param name="taps">
    /// Places of a convolution's kernel, which have the same share of the inputs each, one after another. In the transposes they go backwards, and each has a row for each output:
    /// the weights of the convolution that takes gradients back.
    /// </param>
    public static void Transpose(ref float source, ref float destination, int outputs, int inputs, WorkerPart part, int groups = 1, int taps = 1)
    {
        int channels = inputs / taps, rows = outputs * taps;
        int panels = Partition.DivideUp(outputs, Width);
        nint length = (nint)TensorStorage.MatrixLength(rows: inputs, columns: outputs), transposedLength = (nint)TensorStorage.MatrixLength(rows: rows, columns: channels);
        (int first, int last) = part.Of(groups * panels);
        for (int i = first; i < last; i++)
        {
            (int group, int panel) = Math.DivRem(i, panels);
            for (int tap = 0; tap < taps; tap++)
            {
                ref float from = ref Unsafe.Add(ref source, (group * length) + ((((nint)panel * inputs) + (tap * channels)) * Width));
                ref float to = ref Unsafe.Add(ref destination, (group * transposedLength) + ((((nint)(taps - 1 - tap) * outputs) + (panel * Width)) * Width));
                TransposePanel(ref from, ref to, Math.Min(Width, outputs - (panel * Width)), rows, channels);
            }
        }
    }

    /// <summary>A panel becomes a square of each panel of the transpose. Both squares lie in one piece of 4 KiB, so that nothing is read or written twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposePanel(ref float source, ref float destination, int columns, int outputs, int inputs)
    {
        for (int k = 0; k < inputs; k += Width)
        {
            ref float from = ref Unsafe.Add(ref source, (nint)k * Width);
            ref float to = ref Unsafe.Add(ref destination, (nint)(k / Width) * outputs * Width);
            Transposition.Run(ref from, Width, Math.Min(Width, inputs - k), columns, ref to, Width);
        }
    }
}
