namespace SparseGen;

/// <summary>
/// A Monarch matrix by its factors (Dao et al. 2022, arXiv 2204.00595): z[k q + j] = sum over i of First[k, j, i] x[k p + i], then
/// y[s L + l] = sum over r of Second[l, s, r] z[r L + l] with L blocks in the second factor.
/// </summary>
public sealed class MonarchFactors
{
    /// <summary>Makes a matrix whose factors are zero.</summary>
    /// <param name="shape">Its extents.</param>
    public MonarchFactors(MonarchShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        First = new BlockTensor(shape.FirstBlocks, shape.FirstRows, shape.FirstColumns);
        Second = new BlockTensor(shape.SecondBlocks, shape.SecondRows, shape.SecondColumns);
    }

    /// <summary>Makes a matrix of two factors that fit together, without padding.</summary>
    /// <param name="first">The factor that is applied first, [k, q, p].</param>
    /// <param name="second">The other one, [l, s, r] with l r = k q.</param>
    /// <exception cref="ArgumentException">The second factor takes another number of inputs than the first one gives.</exception>
    public MonarchFactors(BlockTensor first, BlockTensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if ((long)first.Blocks * first.Rows != (long)second.Blocks * second.Columns)
        {
            throw new ArgumentException(
                $"The second factor takes {second.Blocks} x {second.Columns} numbers; expected {first.Blocks} x {first.Rows}, what the first one gives.",
                nameof(second));
        }

        Shape = new MonarchShape(first.Blocks * first.Columns, second.Blocks * second.Rows, first.Blocks, first.Rows, second.Blocks);
        (First, Second) = (first, second);
    }

    /// <summary>The extents.</summary>
    public MonarchShape Shape { get; }

    /// <summary>The factor that is applied first, [k, q, p]: <c>blkdiag1</c> of a layer.</summary>
    public BlockTensor First { get; }

    /// <summary>The factor that is applied second, [l, s, r]: <c>blkdiag2</c> of a layer.</summary>
    public BlockTensor Second { get; }

    /// <summary>The factors of a Monarch layer, or of a block tensor train.</summary>
    /// <param name="parameters">The parameters of the model.</param>
    /// <param name="layer">Prefix of the layer's tensors, such as <c>blocks.0.mlp_channels.fc1</c>.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <exception cref="ArgumentException">There are no such tensors, or they are not those of a layer of this size.</exception>
    public static MonarchFactors Read(ParameterVector parameters, string layer, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(layer);
        TensorLayout first = parameters.Layout.Find(layer + ".blkdiag1");
        MonarchShape usual = MonarchShape.OfLayer(inputs, outputs, first.Shape[0]);

        // A block tensor train has other numbers between its factors than a Monarch layer of these sizes.
        MonarchFactors factors = new(first.Shape[1] == usual.FirstRows ? usual : new MonarchShape(inputs, outputs, first.Shape[0], first.Shape[1], first.Shape[0]));
        LayerTensors.Read(parameters, first.Name, factors.First);
        LayerTensors.Read(parameters, layer + ".blkdiag2", factors.Second);
        return factors;
    }

    /// <summary>Sets the factors of a Monarch layer, rounded to single precision.</summary>
    /// <param name="parameters">The parameters of the model.</param>
    /// <param name="layer">Prefix of the layer's tensors.</param>
    /// <exception cref="ArgumentException">There are no such tensors, or they have another shape.</exception>
    public void Write(ParameterVector parameters, string layer)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(layer);
        LayerTensors.Write(parameters, layer + ".blkdiag1", First);
        LayerTensors.Write(parameters, layer + ".blkdiag2", Second);
    }

    /// <summary>The dense matrix [outputs, inputs].</summary>
    /// <exception cref="ArgumentException">It has more than <see cref="EffectiveWeights.MaxEntries"/> entries.</exception>
    public double[,] ToDense()
    {
        double[,] dense = EffectiveWeights.Allocate(Shape.Outputs, Shape.Inputs, nameof(Shape));
        for (int middle = 0; middle < Shape.Middle; middle++)
        {
            (int k, int j) = Math.DivRem(middle, First.Rows);
            (int r, int l) = Math.DivRem(middle, Second.Blocks);
            for (int s = 0; s < Second.Rows && (s * Second.Blocks) + l < Shape.Outputs; s++)
            {
                for (int i = 0; i < First.Columns && (k * First.Columns) + i < Shape.Inputs; i++)
                {
                    dense[(s * Second.Blocks) + l, (k * First.Columns) + i] += Second[l, s, r] * First[k, j, i];
                }
            }
        }

        return dense;
    }
}
