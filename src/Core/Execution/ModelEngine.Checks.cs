namespace SparseGen.Execution;

/// <content>What callers are told.</content>
public abstract partial class ModelEngine
{
    private void CheckForwardTrainingDone(string member)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Access.CheckNoTrainingElsewhere(member);
        if (_batch == 0)
        {
            throw new InvalidOperationException($"{member} needs a {nameof(ForwardTraining)} before it.");
        }
    }

    /// <summary>Threads and chunks write outputs while others still read inputs.</summary>
    private void CheckOverlap(ReadOnlySpan<float> input, ReadOnlySpan<float> output)
    {
        if (input.Overlaps(output, out int offset) && (offset != 0 || Info.InputSize != Info.OutputSize))
        {
            throw new ArgumentException(
                $"output starts {offset} floats from the start of input and overlaps it; expected spans apart, or, where samples of input ({Info.InputSize}) and output "
                + $"({Info.OutputSize}) have the same size, the very same span.",
                nameof(output));
        }
    }

    private int CountSamples(int length, string parameter)
    {
        (int batch, int rest) = Math.DivRem(length, Info.InputSize);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"{parameter} has {length} floats; expected a multiple of {Info.InputSize}, the size of a sample.", parameter);
        }

        return batch;
    }

    private static void CheckLength(int length, int batch, int size, string parameter)
    {
        if (length != (long)batch * size)
        {
            throw new ArgumentException(
                $"{parameter} has {length} floats; expected {(long)batch * size}, for {batch} samples of {size} floats.", parameter);
        }
    }
}
