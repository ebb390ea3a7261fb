namespace SparseGen;

/// <summary>How a tensor is filled before training.</summary>
public abstract record Initializer
{
    private Initializer()
    {
    }

    /// <summary>All 0.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0f);

    /// <summary>All 1.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1f);

    /// <summary>All the same number.</summary>
    /// <param name="value">The number; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static Initializer Constant(float value) => new ConstantInitializer(NumberArguments.Finite(value, nameof(value)));

    /// <summary>Normal with mean 0.</summary>
    /// <param name="deviation">Standard deviation; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative.</exception>
    public static Initializer Normal(double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        return new NormalInitializer(deviation);
    }

    /// <summary>Uniform with mean 0, between -sqrt(3) and sqrt(3) deviations.</summary>
    /// <param name="deviation">Standard deviation; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative.</exception>
    public static Initializer Uniform(double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        return new UniformInitializer(Math.Sqrt(3.0) * deviation);
    }

    /// <summary>Uniform between -a and a with a = sqrt(6 / (fanIn + fanOut)): Glorot and Bengio 2010, equation 16.</summary>
    /// <param name="fanIn">Inputs of an output; at least 1.</param>
    /// <param name="fanOut">Outputs of an input; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is below 1.</exception>
    public static Initializer XavierUniform(int fanIn, int fanOut)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        return new UniformInitializer(Math.Sqrt(6.0 / ((double)fanIn + fanOut)));
    }

    /// <summary>Uniform between -a and a with a = 1 / sqrt(fanIn): what PyTorch gives the weights and biases of its linear layers.</summary>
    /// <param name="fanIn">Inputs of an output; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static Initializer FanInUniform(int fanIn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        return new UniformInitializer(Math.Sqrt(1.0 / fanIn));
    }

    /// <summary>
    /// <see cref="XavierUniform(int, int)"/> for a sparse map that keeps a share of its weights: both fans shrink by that share, so that the
    /// variance of the outputs is that of the dense map. This is the rule 1 / sqrt(fan-in density) of Golubeva et al. 2020 (arXiv 2010.14495).
    /// </summary>
    /// <param name="fanIn">Inputs of an output of the dense map; at least 1.</param>
    /// <param name="fanOut">Outputs of an input of the dense map; at least 1.</param>
    /// <param name="density">Share of the weights that are kept, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Initializer XavierUniform(int fanIn, int fanOut, double density)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(density, 0.0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(density, 1.0);
        return new UniformInitializer(Math.Sqrt(6.0 / (((double)fanIn + fanOut) * density)));
    }

    /// <summary>
    /// Normal with mean 0, cut off at two deviations of the uncut distribution, with variance 1 / fanIn after the cut: timm's
    /// <c>lecun_normal_</c>.
    /// </summary>
    /// <param name="fanIn">Inputs of an output; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static Initializer LecunNormal(int fanIn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        return new TruncatedNormalInitializer(Math.Sqrt(1.0 / fanIn));
    }

    /// <summary>
    /// One for the first half of a tensor, another for the second: of a weight [outputs, inputs] the first half of the outputs, and so in maps in front of a gate.
    /// </summary>
    /// <param name="first">Fills the first half; of an odd number of elements the smaller one.</param>
    /// <param name="second">Fills the second half.</param>
    public static Initializer Halves(Initializer first, Initializer second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new HalvesInitializer(first, second);
    }

    /// <summary>
    /// Matrices whose rows or columns, whichever are fewer, are orthonormal (Saxe, McClelland and Ganguli 2013, arXiv 1312.6120), times a gain; of the Haar measure (Mezzadri
    /// 2007, arXiv math-ph/0609050).
    /// </summary>
    /// <param name="rows">Rows of a matrix, its outputs; at least 1.</param>
    /// <param name="columns">Columns of a matrix; at least 1. A longer tensor has several matrices one after another.</param>
    /// <param name="gain">What they are multiplied by; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Initializer Orthogonal(int rows, int columns, double gain = 1)
    {
        CheckMatrix(rows, columns, gain);
        return new OrthogonalInitializer(rows, columns, gain);
    }

    /// <summary>Identity matrices times a scale, with zeros beyond them where they are not square.</summary>
    /// <param name="rows">Rows of a matrix; at least 1.</param>
    /// <param name="columns">Columns of a matrix; at least 1. A longer tensor has several matrices one after another.</param>
    /// <param name="scale">What they are multiplied by; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Initializer Identity(int rows, int columns, double scale = 1)
    {
        CheckMatrix(rows, columns, scale);
        return new IdentityInitializer(rows, columns, scale);
    }

    private static void CheckMatrix(int rows, int columns, double gain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        NumberArguments.Finite((float)gain, nameof(gain));
    }

    /// <summary>1 or -1, either as often as the other: how the members of an ensemble begin apart (Wen et al. 2020, arXiv 2002.06715).</summary>
    public static Initializer RandomSigns { get; } = new SignInitializer();

    /// <summary>The same numbers again and again: of a tensor [rows, columns] all rows alike.</summary>
    /// <param name="first">Fills the first of them.</param>
    /// <param name="count">How often they come, which divides the numbers of the tensor; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static Initializer Repeated(Initializer first, int count)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new RepeatedInitializer(first, count);
    }

    /// <summary>Fills a tensor.</summary>
    /// <param name="tensor">In the order of PyTorch.</param>
    /// <param name="random">The stream of this tensor.</param>
    internal abstract void Fill(Span<float> tensor, CounterRandom random);

    private sealed record ConstantInitializer(float Value) : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random) => tensor.Fill(Value);
    }

    private sealed record HalvesInitializer(Initializer First, Initializer Second) : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            First.Fill(tensor[..(tensor.Length / 2)], random);
            Second.Fill(tensor[(tensor.Length / 2)..], random);
        }
    }

    private sealed record SignInitializer : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            foreach (ref float value in tensor)
            {
                value = random.NextDouble() < 0.5 ? 1f : -1f;
            }
        }
    }

    private sealed record RepeatedInitializer(Initializer First, int Count) : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            Span<float> first = tensor[..(tensor.Length / Count)];
            First.Fill(first, random);
            for (int at = first.Length; at < tensor.Length; at += first.Length)
            {
                first.CopyTo(tensor[at..]);
            }
        }
    }

    private sealed record IdentityInitializer(int Rows, int Columns, double Scale) : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            tensor.Clear();
            for (int matrix = 0; matrix < tensor.Length; matrix += Rows * Columns)
            {
                for (int i = 0; i < Math.Min(Rows, Columns); i++)
                {
                    tensor[matrix + (i * (Columns + 1))] = (float)Scale;
                }
            }
        }
    }

    private sealed record OrthogonalInitializer(int Rows, int Columns, double Gain) : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            (int count, int length) = (Math.Min(Rows, Columns), Math.Max(Rows, Columns));
            double[] vectors = new double[count * length];
            for (int matrix = 0; matrix < tensor.Length; matrix += vectors.Length)
            {
                OrthonormalVectors.Draw(vectors, length, random);
                for (int at = 0; at < vectors.Length; at++)
                {
                    int place = Rows <= Columns ? at : (at % length * Columns) + (at / length);
                    tensor[matrix + place] = (float)(Gain * vectors[at]);
                }
            }
        }
    }

    private sealed record NormalInitializer(double Deviation) : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            foreach (ref float value in tensor)
            {
                value = (float)(Deviation * random.NextNormal());
            }
        }
    }

    private sealed record UniformInitializer(double Limit) : Initializer
    {
        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            foreach (ref float value in tensor)
            {
                value = (float)(Limit * ((2.0 * random.NextDouble()) - 1.0));
            }
        }
    }

    private sealed record TruncatedNormalInitializer(double Deviation) : Initializer
    {
        private const double Cut = 2.0;

        // Standard deviation of the standard normal distribution cut off at -2 and 2.
        private const double DeviationAfterCut = 0.87962566103423978;

        internal override void Fill(Span<float> tensor, CounterRandom random)
        {
            foreach (ref float value in tensor)
            {
                double normal;
                do
                {
                    normal = random.NextNormal();
                }
                while (Math.Abs(normal) > Cut);

                value = (float)(Deviation / DeviationAfterCut * normal);
            }
        }
    }
}
