using System.Globalization;

namespace SparseGen;

/// <summary>The check of targets that are probabilities of classes.</summary>
internal static class ProbabilityArguments
{
    /// <summary>
    /// How far the probabilities of a sample may be from a sum of 1. Rounded to half precision each is off by up to a part in 2^11, and so is then their sum, 5e-4;
    /// what is not a distribution at all is off by far more.
    /// </summary>
    private const double Tolerance = 1e-3;

    /// <summary>Checks all samples.</summary>
    /// <param name="probabilities">[samples, classes]; empty for targets that are labels.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="name">Name of the parameter that they came as.</param>
    /// <exception cref="ArgumentException">One is negative or not a finite number, or those of a sample do not sum to 1.</exception>
    public static void Check(ReadOnlySpan<float> probabilities, int classes, string name)
    {
        for (int start = 0; start < probabilities.Length; start += classes)
        {
            double sum = 0;
            bool isNegative = false;
            foreach (float probability in probabilities.Slice(start, classes))
            {
                isNegative |= probability < 0;
                sum += probability;
            }

            // A NaN or an infinity among them makes the sum one.
            if (isNegative || !(Math.Abs(sum - 1) <= Tolerance))
            {
                throw Refusal(probabilities.Slice(start, classes), start / classes, sum, name);
            }
        }
    }

    private static ArgumentException Refusal(ReadOnlySpan<float> probabilities, int sample, double sum, string name)
    {
        for (int k = 0; k < probabilities.Length; k++)
        {
            if (!(probabilities[k] >= 0 && float.IsFinite(probabilities[k])))
            {
                return new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The target of class {k} of sample {sample} is {probabilities[k]}; a probability must be 0 to 1, and those of a sample must sum to 1."),
                    name);
            }
        }

        return new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The targets of sample {sample} sum to {sum}; as probabilities of {probabilities.Length} classes they must sum to 1 within {Tolerance}."),
            name);
    }
}
