using System.Collections.Immutable;
using System.Globalization;

namespace SparseGen;

/// <summary>The weights of classes that losses take.</summary>
internal static class LossWeights
{
    /// <summary>Weights as they are stored: none where there are none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="name">Name of the property that they came as.</param>
    /// <exception cref="ArgumentException">One is negative or not finite, or all are 0.</exception>
    public static ImmutableArray<float> Checked(ImmutableArray<float> weights, string name)
    {
        if (weights.IsDefaultOrEmpty)
        {
            return [];
        }

        float largest = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            if (!(float.IsFinite(weights[k]) && weights[k] >= 0))
            {
                throw new ArgumentException(
                    $"{name}[{k}] is {weights[k].ToString(CultureInfo.InvariantCulture)}; a weight must be finite and not negative.", name);
            }

            largest = Math.Max(largest, weights[k]);
        }

        return largest > 0 ? weights : throw new ArgumentException($"{name} holds nothing but zeros; one weight at least must be greater than 0.", name);
    }

    /// <summary>Checks that there is one for each class.</summary>
    /// <param name="weights">The weights; none is right for any number.</param>
    /// <param name="outputs">Outputs of the model.</param>
    /// <param name="property">Name of the property that they came as.</param>
    /// <param name="name">Name of the parameter that is refused.</param>
    /// <exception cref="ArgumentException">There are others.</exception>
    public static void CheckCount(ImmutableArray<float> weights, int outputs, string property, string name)
    {
        if (!weights.IsEmpty && weights.Length != outputs)
        {
            throw new ArgumentException($"{property} has {weights.Length} weights; with {outputs} outputs it needs {outputs}.", name);
        }
    }

    /// <summary>The numbers as a text that is a setting of a state.</summary>
    /// <param name="weights">The numbers.</param>
    public static string Text(ImmutableArray<float> weights) =>
        string.Join(' ', Array.ConvertAll(weights.ToArray(), static weight => weight.ToString("R", CultureInfo.InvariantCulture)));
}
