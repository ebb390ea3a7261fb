namespace SparseGen.Tests.Reference;

/// <summary>The largest number of each channel that a window sees, the first of equal ones, or the mean over the window, in which what lies beyond the edges is zero.</summary>
internal sealed class ReferencePool(int[] image, int[] result, int kernel, int stride, int padding, bool isLargest) : ReferenceLayer
{
    private double[] _input = [];

    public override double[] Forward(double[] input)
    {
        _input = input;
        return
        [
            .. Enumerable.Range(0, result[0] * result[1] * result[2]).Select(o => isLargest
                ? input[Seen(o).MaxBy(i => input[i])]
                : Seen(o).Sum(i => input[i]) / (kernel * kernel)),
        ];
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[_input.Length];
        for (var o = 0; o < outputGradient.Length; o++)
        {
            if (isLargest)
            {
                inputGradient[Seen(o).MaxBy(i => _input[i])] += outputGradient[o];
                continue;
            }

            foreach (var i in Seen(o))
            {
                inputGradient[i] += outputGradient[o] / (kernel * kernel);
            }
        }

        return inputGradient;
    }

    /// <summary>The pixels of a window.</summary>
    private IEnumerable<int> Seen(int o)
    {
        int channel = o / (result[1] * result[2]), v = o / result[2] % result[1], u = o % result[2];
        return
            from row in Enumerable.Range(stride * v - padding, kernel)
            from column in Enumerable.Range(stride * u - padding, kernel)
            where row >= 0 && row < image[1] && column >= 0 && column < image[2]
            select (channel * image[1] + row) * image[2] + column;
    }
}
