namespace SparseGen.Tool.Inspection;

/// <summary>What <c>analyse cka --json</c> writes: how alike the layers of two models are.</summary>
/// <param name="First">The first model.</param>
/// <param name="Second">The second model.</param>
/// <param name="Samples">The samples.</param>
/// <param name="FirstLayers">Layers of the first.</param>
/// <param name="SecondLayers">Layers of the second.</param>
/// <param name="Values">Unbiased linear CKA, a row for each layer of the first model.</param>
internal sealed record AlignmentReport(
    string First, string Second, string Samples, IReadOnlyList<string> FirstLayers, IReadOnlyList<string> SecondLayers, IReadOnlyList<IReadOnlyList<double>> Values)
{
    /// <summary>The values as a matrix.</summary>
    public double[,] ToMatrix()
    {
        double[,] matrix = new double[FirstLayers.Count, SecondLayers.Count];
        for (int at = 0; at < matrix.Length; at++)
        {
            matrix[at / SecondLayers.Count, at % SecondLayers.Count] = Values[at / SecondLayers.Count][at % SecondLayers.Count];
        }

        return matrix;
    }
}
