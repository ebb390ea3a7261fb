using System.ComponentModel;
using SparseGen.Kernels;

namespace SparseGen.Graph;

/// <summary>
/// Is told what inference of a model computes, op by op, in the order in which it runs: <see cref="IGraphSource.Describe"/>. Who writes a model in another form implements it.
/// Shapes are those of one sample; a batch is one dimension more, in front. Tensors and samples are in row-major order, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGraphBuilder
{
    /// <summary>The input of the model; comes first.</summary>
    /// <param name="shape">Shape of one sample.</param>
    GraphValue Input(ReadOnlySpan<int> shape);

    /// <summary>A learned tensor, in the order of PyTorch and with zeros where a mask keeps nothing.</summary>
    /// <param name="name">Its name in <see cref="ModelInfo.Tensors"/>.</param>
    GraphValue Tensor(string name);

    /// <summary>
    /// Groups of matrix products: output[g, m, n] = sum over k of left[g, m, k] right[g, k, n] + bias[g, m, n], where each operand is a walk through its numbers by strides. A
    /// stride of 0 says that all groups, rows or columns have the same numbers.
    /// </summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="extents">Sizes of the matrices.</param>
    /// <param name="left">[groups, rows, depth].</param>
    /// <param name="right">[groups, depth, columns].</param>
    /// <param name="output">How the result lies in its shape: [groups, rows, columns].</param>
    /// <param name="bias">[groups, rows, columns]; null for none.</param>
    GraphValue Product(
        string name, ReadOnlySpan<int> shape, MatrixExtents extents, MatrixOperand left, MatrixOperand right, MatrixStrides output, MatrixOperand? bias = null);

    /// <summary>A function of each number, or softmax over the last dimension.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="kind">The function.</param>
    /// <param name="input">What it is applied to.</param>
    GraphValue Activation(string name, ActivationKind kind, GraphValue input);

    /// <summary>The sum of two values of the same shape.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    GraphValue Add(string name, GraphValue left, GraphValue right);

    /// <summary>The product of two values, element by element. One of them may be a tensor of the shape that samples have.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    GraphValue Multiply(string name, GraphValue left, GraphValue right);

    /// <summary>numerator / (input + offset), element by element.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="input">A value or a tensor.</param>
    /// <param name="numerator">What is divided.</param>
    /// <param name="offset">What is added to the input.</param>
    GraphValue Reciprocal(string name, GraphValue input, float numerator, float offset);

    /// <summary>sqrt(variance + epsilon) of each row.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="input">[rows, columns].</param>
    GraphValue RowDeviation(string name, float epsilon, GraphValue input);

    /// <summary>(input - mean) / deviation of each row.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="input">[rows, columns].</param>
    /// <param name="mean">[rows].</param>
    /// <param name="deviation">[rows].</param>
    GraphValue Standardise(string name, GraphValue input, GraphValue mean, GraphValue deviation);

    /// <summary>input scale + shift with a factor and a term for each row.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="input">[rows, columns].</param>
    /// <param name="scale">[rows], of the sample or a tensor.</param>
    /// <param name="shift">The same; null for none.</param>
    GraphValue ScaleRows(string name, GraphValue input, GraphValue scale, GraphValue? shift = null);

    /// <summary>scale input + shift, element by element along the last dimension.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="input">What is scaled.</param>
    /// <param name="scale">A number for each place of the last dimension, whatever its shape.</param>
    /// <param name="shift">The same; null for none.</param>
    GraphValue Scale(string name, GraphValue input, GraphValue scale, GraphValue? shift = null);

    /// <summary>A stretch of each row.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="input">What it is taken from.</param>
    /// <param name="rows">Rows of a sample, in the input as in the result.</param>
    /// <param name="start">Where it begins in each row.</param>
    GraphValue Slice(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int start);

    /// <summary>Rows of one value behind the rows of another.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="first">What each row begins with.</param>
    /// <param name="second">What it ends with.</param>
    /// <param name="rows">Rows of a sample, in both as in the result.</param>
    GraphValue Join(string name, ReadOnlySpan<int> shape, GraphValue first, GraphValue second, int rows);

    /// <summary>Rows of a table in place of whole numbers: output[row, c] = table[offsets[offset + c] + columns[row, c]].</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="columns">Whole numbers, of which as many lie side by side as there are offsets.</param>
    /// <param name="table">[rows of the table, features], a tensor.</param>
    /// <param name="offsets">A list that holds what is added to each column, up to its end.</param>
    /// <param name="offset">Where that begins.</param>
    GraphValue Lookup(string name, ReadOnlySpan<int> shape, GraphValue columns, GraphValue table, int[] offsets, int offset);

    /// <summary>(u u - v v) input, element by element along the last dimension.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="input">What is scaled.</param>
    /// <param name="u">A number for each place of the last dimension.</param>
    /// <param name="v">The same.</param>
    GraphValue Diagonal(string name, GraphValue input, GraphValue u, GraphValue v);

    /// <summary>(input - mean) / sqrt(variance + epsilon) weight + bias over the last dimension.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="input">What is normalised.</param>
    /// <param name="weight">A number for each place of the last dimension.</param>
    /// <param name="bias">The same; null for none.</param>
    GraphValue LayerNorm(string name, float epsilon, GraphValue input, GraphValue weight, GraphValue? bias = null);

    /// <summary>(input - mean) / sqrt(variance + epsilon) weight + bias for each channel.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="input">[rows, channels].</param>
    /// <param name="mean">A number for each channel.</param>
    /// <param name="variance">The same.</param>
    /// <param name="weight">The same; null for 1.</param>
    /// <param name="bias">The same; null together with the weight.</param>
    GraphValue BatchNorm(string name, float epsilon, GraphValue input, GraphValue mean, GraphValue variance, GraphValue? weight = null, GraphValue? bias = null);

    /// <summary>The numbers of a sample as a matrix, transposed.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="input">A matrix [rows, columns], whatever its shape.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    GraphValue Transpose(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int columns);

    /// <summary>A permutation of the numbers of a sample: output[i] = input[table[offset + i]].</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="input">What is permuted.</param>
    /// <param name="table">A list that holds the indices; the same object where they are the same.</param>
    /// <param name="offset">Where they begin.</param>
    GraphValue Gather(string name, ReadOnlySpan<int> shape, GraphValue input, int[] table, int offset);

    /// <summary>
    /// Moves each number of a row to its place in the output's row: numbers of mixed radix count them, and each digit steps by strides of its own. A place beyond the end of the
    /// input's row counts as zero; one beyond the end of the output's is left out.
    /// </summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="input">What is moved.</param>
    /// <param name="rows">Rows of a sample, in the input as in the output.</param>
    /// <param name="digits">The digits, the slowest first.</param>
    /// <param name="bias">Is added: a number for each place of the output's row or, where a sample is one row, for each stretch of equal length; null for none.</param>
    GraphValue Move(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, ReadOnlySpan<IndexDimension> digits, GraphValue? bias = null);

    /// <summary>Patches of rows, which may overlap: output[row, p, i] = input[row, stride p + i].</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="input">What is cut.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="patches">Patches of a row.</param>
    /// <param name="length">Numbers of a patch.</param>
    /// <param name="stride">Numbers from the start of one patch to that of the next.</param>
    GraphValue Patches(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int patches, int length, int stride);

    /// <summary>A convolution of an image whose channels lie side by side, [height width, channels] of input as of result.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="window">How the kernel slides over the image.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="input">The image.</param>
    /// <param name="weight">[outputs, channels of a group, kernel], as PyTorch has it.</param>
    /// <param name="bias">A number for each output; null for none.</param>
    GraphValue Convolution(string name, ReadOnlySpan<int> shape, ImageWindow window, int groups, GraphValue input, GraphValue weight, GraphValue? bias = null);

    /// <summary>The largest number of a window over such an image, or the mean, in which what lies beyond the edges counts as zero.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="window">The window.</param>
    /// <param name="isLargest">Whether it is the largest number and not the mean.</param>
    /// <param name="input">The image.</param>
    GraphValue Pool(string name, ReadOnlySpan<int> shape, ImageWindow window, bool isLargest, GraphValue input);

    /// <summary>The sum over one dimension of a matrix, divided by a number.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="input">[rows, columns], where the columns are the last dimension.</param>
    /// <param name="overRows">Whether the sum runs over the rows, for each column, and not over the columns, for each row.</param>
    /// <param name="divisor">What the sums are divided by.</param>
    GraphValue Sum(string name, ReadOnlySpan<int> shape, GraphValue input, bool overRows, int divisor);

    /// <summary>The same numbers under another shape.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="input">The numbers.</param>
    GraphValue Reshape(string name, ReadOnlySpan<int> shape, GraphValue input);

    /// <summary>Says which value the model gives; comes last.</summary>
    /// <param name="value">The value.</param>
    void Output(GraphValue value);
}
