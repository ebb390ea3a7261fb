using System.Runtime.InteropServices;
using SparseGen.Graph;
using SparseGen.Simd;

namespace SparseGen.Compression.Networks;

/// <summary>
/// The one product of the description with a learned matrix in it: groups of linear maps of rows, which lie in the value by strides. Maps of channels and of tokens, Kronecker,
/// block-diagonal and Monarch maps all are that.
/// </summary>
internal sealed class LinearStep : NetworkStep
{
    /// <summary>Rows of a sample that fill most of a vector of bytes.</summary>
    private const int LeastColumns = 48;

    private readonly RowLayout _from;
    private readonly RowLayout _to;

    /// <param name="name">Name of its result.</param>
    /// <param name="input">The value that it reads.</param>
    /// <param name="output">The value that it writes.</param>
    /// <param name="from">How rows lie in the input.</param>
    /// <param name="to">How rows lie in the output.</param>
    /// <param name="sources">The maps: one for each group, or one for all.</param>
    /// <param name="tensors">Names of the learned tensors that they are made of.</param>
    public LinearStep(string name, int input, int output, RowLayout from, RowLayout to, LinearSource[] sources, string[] tensors)
        : base(name, [input], output)
    {
        (_from, _to, Sources, Tensors) = (from, to, sources, tensors);
        int outputs = sources[0].Outputs;
        Exact = Array.ConvertAll(sources, source => new ExactLinear(source.Weight, source.Bias, outputs));
        Maps = [.. Exact];
    }

    /// <summary>The maps in single precision: one for each group, or one for all.</summary>
    public ExactLinear[] Exact { get; }

    /// <summary>Their numbers.</summary>
    public LinearSource[] Sources { get; }

    /// <summary>Names of the learned tensors that they are made of.</summary>
    public string[] Tensors { get; }

    /// <summary>What is computed.</summary>
    public ICompressedLinear[] Maps { get; set; }

    /// <summary>Rows of a sample, of a group.</summary>
    public int Rows => _from.Rows;

    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        Span<float> input = values[Inputs[0], samples], output = values[Output, samples];
        int inputs = Maps[0].Inputs, outputs = Maps[0].Outputs, rows = _from.Rows * samples;
        for (int group = 0; group < _from.Groups; group++)
        {
            ICompressedLinear map = Maps[group % Maps.Length];
            if (map is MaddnessLinear tables && _from.Row == 1 && _from.Rows >= LeastColumns)
            {
                // Rows that are columns in memory are what hashes read best.
                Span<float> found = values.Scratch(this, 1, rows * outputs);
                for (int sample = 0; sample < samples; sample++)
                {
                    Span<float> columns = input[((sample * (input.Length / samples)) + (group * _from.Group))..];
                    tables.MultiplyColumns(columns, _from.Element, _from.Rows, found.Slice(sample * _from.Rows * outputs, _from.Rows * outputs));
                }

                _to.Spread(found, group, samples, outputs, output);
                continue;
            }

            ReadOnlySpan<float> whole = _from.IsPlain(inputs, input.Length / samples)
                ? input
                : _from.Collect(input, group, samples, inputs, values.Scratch(this, 0, rows * inputs));
            if (_to.IsPlain(outputs, output.Length / samples))
            {
                map.Multiply(whole, output);
            }
            else
            {
                Span<float> result = values.Scratch(this, 1, rows * outputs);
                map.Multiply(whole, result);
                _to.Spread(result, group, samples, outputs, output);
            }
        }
    }

    /// <summary>The rows that a map is given, group by group: what it is trained with.</summary>
    /// <param name="values">The values.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="group">Which group.</param>
    public ReadOnlySpan<float> RowsOf(NetworkValues values, int samples, int group)
    {
        Span<float> input = values[Inputs[0], samples];
        int inputs = Maps[0].Inputs;
        return _from.IsPlain(inputs, input.Length / samples) ? input : _from.Collect(input, group, samples, inputs, values.Scratch(this, 0, _from.Rows * samples * inputs));
    }
}

/// <summary>How rows lie in a value of a sample.</summary>
/// <param name="Groups">Groups of rows.</param>
/// <param name="Rows">Rows of a group.</param>
/// <param name="Group">Numbers from group to group.</param>
/// <param name="Row">Numbers from row to row.</param>
/// <param name="Element">Numbers from element to element of a row.</param>
internal readonly record struct RowLayout(int Groups, int Rows, int Group, int Row, int Element)
{
    /// <summary>Whether all rows of all samples lie one after another as they are.</summary>
    public bool IsPlain(int length, int size) => Groups == 1 && Element == 1 && (Rows == 1 || Row == length) && size == Rows * length;

    /// <summary>Copies the rows of a group out, [samples, rows, length].</summary>
    public Span<float> Collect(ReadOnlySpan<float> value, int group, int samples, int length, Span<float> rows)
    {
        int size = value.Length / samples;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> from = value[((sample * size) + (group * Group))..];
            Span<float> to = rows.Slice(sample * Rows * length, Rows * length);
            if (Row == 1)
            {
                // Rows are columns of a matrix in memory.
                Transposition.Run(ref MemoryMarshal.GetReference(from), Element, length, Rows, ref to[0], length);
                continue;
            }

            for (int row = 0; row < Rows; row++)
            {
                for (int element = 0; element < length; element++)
                {
                    to[(row * length) + element] = from[(row * Row) + (element * Element)];
                }
            }
        }

        return rows;
    }

    /// <summary>Copies the rows of a group to where they lie.</summary>
    public void Spread(ReadOnlySpan<float> rows, int group, int samples, int length, Span<float> value)
    {
        int size = value.Length / samples;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> from = rows.Slice(sample * Rows * length, Rows * length);
            Span<float> to = value[((sample * size) + (group * Group))..];
            if (Row == 1)
            {
                Transposition.Run(ref MemoryMarshal.GetReference(from), length, Rows, length, ref to[0], Element);
                continue;
            }

            for (int row = 0; row < Rows; row++)
            {
                for (int element = 0; element < length; element++)
                {
                    to[(row * Row) + (element * Element)] = from[(row * length) + element];
                }
            }
        }
    }
}
