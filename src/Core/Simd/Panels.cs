using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>Weights in panels of 32 outputs: element (n, k) at n / 32 * inputs * 32 + k * 32 + n % 32.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    private const int Width = TensorStorage.PanelWidth;

    /// <summary>Transposes each matrix of a grouped weight [groups, outputs, inputs].</summary>
    /// <param name="source">The panels of the weight, those of one group after those of another.</param>
    /// <param name="destination">The panels of the transposes; the padding of the last panels is left as it is.</param>
    /// <param name="outputs">Rows of a group's matrix.</param>
    /// <param name="inputs">Columns of a group's matrix.</param>
    /// <param name="groups">Number of matrices.</param>
    public static void Transpose(ref float source, ref float destination, int outputs, int inputs, int groups)
    {
        for (int group = 0; group < groups; group++)
        {
            Transpose(
                ref Unsafe.Add(ref source, (nint)(group * TensorStorage.MatrixLength(rows: inputs, columns: outputs))),
                ref Unsafe.Add(ref destination, (nint)(group * TensorStorage.MatrixLength(rows: outputs, columns: inputs))),
                outputs,
                inputs);
        }
    }

    /// <summary>Writes the panels of the transposed weight: element (k, n) at k / 32 * outputs * 32 + n * 32 + k % 32.</summary>
    /// <param name="source">The panels of a weight [outputs, inputs].</param>
    /// <param name="destination">The panels of its transpose; the padding of the last panel is left as it is.</param>
    /// <param name="outputs">Rows of the weight.</param>
    /// <param name="inputs">Columns of the weight.</param>
    public static void Transpose(ref float source, ref float destination, int outputs, int inputs)
    {
        for (int n = 0; n < outputs; n++)
        {
            ref float from = ref Unsafe.Add(ref source, ((nint)(n / Width) * inputs * Width) + (n % Width));
            ref float to = ref Unsafe.Add(ref destination, (nint)n * Width);
            for (int k = 0; k < inputs; k++)
            {
                Unsafe.Add(ref to, ((nint)(k / Width) * outputs * Width) + (k % Width)) = Unsafe.Add(ref from, (nint)k * Width);
            }
        }
    }
}
