using SparseGen.Tests.Infrastructure;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Kernels;

/// <summary>Numbers for softmax and its derivatives, and what comes out of them in double precision.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Channels">Numbers that share a sum.</param>
internal sealed record SoftmaxOperands(int Rows, int Channels)
{
    public float[] this[string name] => ValueRecipe.Values(name, Rows * Channels);

    public float[] Softmax => Array.ConvertAll(Forward(), static value => (float)value);

    public double[] Forward() => new ReferenceSoftmax(Channels).Forward(ValueRecipe.Widen(this["x"]));

    public double[] Backward() => Gradient(ValueRecipe.Widen(this["dy"]), ValueRecipe.Widen(Softmax));

    /// <summary>The derivative is a polynomial of degree 2 in y and linear in dy: a central difference has no error but that of rounding.</summary>
    public double[] BackwardTangent()
    {
        double[] Moved(double step) => Gradient(Along(ValueRecipe.Widen(this["dy"]), "dy'", step), Along(ValueRecipe.Widen(Softmax), "y'", step));
        double[] ahead = Moved(0.5), behind = Moved(-0.5), twiceAhead = Moved(1), twiceBehind = Moved(-1);

        // It is of degree 3 in the step, so that two steps take the cubic term away.
        return [.. ahead.Select((value, i) => ((8 * (value - behind[i])) - (twiceAhead[i] - twiceBehind[i])) / 6)];
    }

    private double[] Along(double[] values, string direction, double step) => [.. values.Zip(this[direction], (value, change) => value + (step * change))];

    private double[] Gradient(double[] dy, double[] y)
    {
        var dx = new double[dy.Length];
        for (var i = 0; i < dx.Length; i++)
        {
            var start = i / Channels * Channels;
            dx[i] = y[i] * (dy[i] - Enumerable.Range(start, Channels).Sum(j => dy[j] * y[j]));
        }

        return dx;
    }
}
