namespace SparseGen;

/// <summary>The best epoch so far by a metric, and for how long there was no better one. Part of a saved state, so that a run that goes on judges as it did.</summary>
internal sealed class BestTracker : IStateful
{
    private string _metric = string.Empty;

    /// <summary>The best value; NaN before the first that is a number.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>The epoch of the best value, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Epochs since then, those before the first number included.</summary>
    public int Waited { get; private set; }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        state.Text("metric", () => _metric, value => _metric = value);
        state.Real("value", () => Value, value => Value = value);
        state.Integer("epoch", () => Epoch, value => Epoch = checked((int)value));
        state.Integer("waited", () => Waited, value => Waited = checked((int)value));
    }

    /// <summary>To be called when a run begins or goes on.</summary>
    /// <param name="metric">The metric; null for none.</param>
    /// <param name="goesOn">Whether what was seen until now belongs to the run.</param>
    public void Begin(Metric? metric, bool goesOn)
    {
        string name = metric?.Name ?? string.Empty;
        if (!goesOn || name != _metric)
        {
            (_metric, Value, Epoch, Waited) = (name, double.NaN, 0, 0);
        }
    }

    /// <summary>Looks at an epoch.</summary>
    /// <returns>Whether it is the best so far.</returns>
    public bool Judge(Metric metric, double value, double minDelta, int epoch)
    {
        bool isBest = double.IsNaN(Value) ? !double.IsNaN(value) : metric.IsBetter(value, Value, minDelta);
        (Value, Epoch, Waited) = isBest ? (value, epoch, 0) : (Value, Epoch, Waited + 1);
        return isBest;
    }
}
