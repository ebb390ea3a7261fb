using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>Products with sparse weights by themselves, against sums in double precision over all weights.</summary>
public sealed class SparseProductTests
{
    private const int Samples = 3;

    /// <summary>Inputs, outputs, kept weights, rows of a sample: packs that are full and ragged, more features than a block has, a single weight.</summary>
    private static readonly (int Inputs, int Outputs, int Kept, int Rows)[] Extents = [(1, 1, 1, 1), (37, 19, 70, 5), (131, 140, 400, 33), (16, 8, 128, 64), (5, 300, 12, 7)];

    [Theory]
    [MemberData(nameof(Widths.BothWays), MemberType = typeof(Widths))]
    public void KeptWeightsMeetTheirInputs(int floats, bool mixesTokens) => Widths.Run(floats, new Multiplication(mixesTokens));

    [Theory]
    [MemberData(nameof(Widths.BothWays), MemberType = typeof(Widths))]
    public void GradientsOfInputsAndKeptWeights(int floats, bool mixesTokens) => Widths.Run(floats, new Gradients(mixesTokens));

    /// <summary>Channels lie side by side in a row, and the samples' rows follow each other; of tokens the rows are channels, which lie side by side.</summary>
    private static SparseOperandShape Operand(int features, int rows, bool mixesTokens) =>
        mixesTokens ? new(features * rows, features, rows, rows, 1) : new(features * rows, features, 1, rows, features);

    private static int At(int features, int rows, bool mixesTokens, int sample, int row, int feature) =>
        (sample * features * rows) + (mixesTokens ? (feature * rows) + row : (row * features) + feature);

    private static float[] Workspace(int features) => new float[((features + (2 * KernelSizes.PackedBlock)) * KernelSizes.PackedRows) + 64];

    private static float[] Dense(SparseMask mask, float[] kept)
    {
        var matrix = new float[mask.Outputs * mask.Inputs];
        mask.Unpack(kept.AsSpan(0, mask.Count), matrix);
        return matrix;
    }

    private sealed class Multiplication(bool mixesTokens) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (var (inputs, outputs, kept, rows) in Extents)
            {
                var mask = SparseMask.Draw(outputs, inputs, kept, seed: 1, "mask");
                var input = Numbers.Random(Samples * inputs * rows, 1);
                var weights = Numbers.Random(kept, 2);
                var bias = Numbers.Random(outputs, 3);
                var residual = Numbers.Random(Samples * outputs * rows, 4);
                var output = Numbers.Unwritten(Samples * outputs * rows);
                var shape = new SparseProductShape
                {
                    Source = Operand(inputs, rows, mixesTokens),
                    Target = Operand(outputs, rows, mixesTokens),
                    MergesRows = !mixesTokens,
                };
                Multiply(output, ref Unsafe.NullRef<WorkShare>());

                var matrix = Dense(mask, weights);
                var expected = new double[Samples * outputs * rows];
                for (var sample = 0; sample < Samples; sample++)
                {
                    for (var row = 0; row < rows; row++)
                    {
                        for (var n = 0; n < outputs; n++)
                        {
                            var at = At(outputs, rows, mixesTokens, sample, row, n);
                            expected[at] = bias[n] + residual[at];
                            for (var k = 0; k < inputs; k++)
                            {
                                expected[at] += (double)matrix[(n * inputs) + k] * input[At(inputs, rows, mixesTokens, sample, row, k)];
                            }
                        }
                    }
                }

                Approximately.Equal(expected, output.AsSpan(0, expected.Length), $"{inputs} to {outputs}, {rows} rows");
                Numbers.AssertNothingBehind(output);

                var shared = Numbers.Unwritten(Samples * outputs * rows);
                Sharing.Run(3, (ref WorkShare share) => Multiply(shared, ref share));
                Assert.Equal(output, shared);

                void Multiply(float[] target, ref WorkShare share)
                {
                    var workspace = Workspace(inputs);
                    SparseProduct.Multiply<TSimd, TVector, NoEpilogue>(shape, Samples, mask.ByOutput, new ProductOperands
                    {
                        Left = ref input[0],
                        Right = ref weights[0],
                        Bias = ref bias[0],
                        Residual = ref residual[0],
                        Output = ref target[0],
                        Workspace = ref workspace[0],
                        Share = ref share,
                    });
                }
            }
        }
    }

    /// <summary>In one pass over the kept weights, and the weights' alone: both give the same.</summary>
    private sealed class Gradients(bool mixesTokens) : IWidthCheck
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (var (inputs, outputs, kept, rows) in Extents)
            {
                var mask = SparseMask.Draw(outputs, inputs, kept, seed: 2, "mask");
                var input = Numbers.Random(Samples * inputs * rows, 5);
                var outputGradient = Numbers.Random(Samples * outputs * rows, 6);
                var weights = Numbers.Random(kept, 7);
                var gradient = Numbers.Random(kept, 8);
                var alone = gradient.ToArray();
                var before = Dense(mask, gradient);
                var inputGradient = Numbers.Unwritten(Samples * inputs * rows);
                SparseOperandShape source = Operand(inputs, rows, mixesTokens), target = Operand(outputs, rows, mixesTokens);
                var workspace = Workspace(Math.Max(inputs, outputs));
                SparseProduct.Backward<TSimd, TVector, NoEpilogue>(
                    new SparseProductShape { Source = target, Target = source, MergesRows = !mixesTokens }, source, Samples, mask.ByInput, ref input[0], ref gradient[0],
                    new ProductOperands { Left = ref outputGradient[0], Right = ref weights[0], Output = ref inputGradient[0], Workspace = ref workspace[0] });
                SparseProduct.AddGradients<TSimd, TVector>(
                    new SparseProductShape { Source = source, Target = target, MergesRows = !mixesTokens }, Samples, mask.ByOutput, ref input[0], ref outputGradient[0],
                    ref alone[0], ref workspace[0]);

                var matrix = Dense(mask, weights);
                var expected = new double[Samples * inputs * rows];
                var expectedWeights = before.Select(static value => (double)value).ToArray();
                for (var i = 0; i < Samples * rows; i++)
                {
                    for (var n = 0; n < outputs; n++)
                    {
                        for (var k = 0; k < inputs; k++)
                        {
                            if (mask.IsKept(n, k))
                            {
                                var from = At(inputs, rows, mixesTokens, i / rows, i % rows, k);
                                var to = outputGradient[At(outputs, rows, mixesTokens, i / rows, i % rows, n)];
                                expected[from] += (double)matrix[(n * inputs) + k] * to;
                                expectedWeights[(n * inputs) + k] += (double)input[from] * to;
                            }
                        }
                    }
                }

                Approximately.Equal(expected, inputGradient.AsSpan(0, expected.Length), $"{inputs} to {outputs}, {rows} rows");
                Approximately.Equal(expectedWeights, Dense(mask, gradient), $"weights of {inputs} to {outputs}, {rows} rows");
                Approximately.Equal(expectedWeights, Dense(mask, alone), $"weights of {inputs} to {outputs} alone, {rows} rows");
                Numbers.AssertNothingBehind(inputGradient);
            }
        }
    }
}
