using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>Panels of transposed weights against the definition, by however many workers.</summary>
public sealed class PanelsTests
{
    private const float Untouched = -7f;

    public static TheoryData<int, int, int, int> Cases
    {
        get
        {
            var data = new TheoryData<int, int, int, int>();
            foreach (int outputs in new[] { 1, 5, 31, 32, 33, 64, 100 })
            {
                foreach (int inputs in new[] { 1, 7, 32, 45, 96 })
                {
                    data.Add(outputs, inputs, 1, 1);
                    data.Add(outputs, inputs, 1, 3);
                    data.Add(outputs, inputs, 3, 2);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TransposesAgreeWithTheDefinition(int outputs, int inputs, int groups, int workers)
    {
        int length = Length(outputs, inputs), transposedLength = Length(inputs, outputs);
        float[] source = ValueRecipe.Values("weight", groups * length);
        float[] expected = new float[groups * transposedLength], actual = new float[expected.Length];
        Array.Fill(expected, Untouched);
        Array.Fill(actual, Untouched);
        for (int group = 0; group < groups; group++)
        {
            for (int n = 0; n < outputs; n++)
            {
                for (int k = 0; k < inputs; k++)
                {
                    expected[(group * transposedLength) + Place(k, n, outputs)] = source[(group * length) + Place(n, k, inputs)];
                }
            }
        }

        // The last worker first: nobody needs what another one writes.
        for (int worker = workers - 1; worker >= 0; worker--)
        {
            Panels.Transpose(ref source[0], ref actual[0], outputs, inputs, new WorkerPart(worker, workers), groups);
        }

        Assert.Equal(expected, actual);
    }

    private static int Length(int columns, int rows) => (columns + 31) / 32 * rows * 32;

    private static int Place(int column, int row, int rows) => (column / 32 * rows * 32) + (row * 32) + (column % 32);
}
