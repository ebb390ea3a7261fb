namespace SparseGen;

/// <summary>What the outputs of a classifier say.</summary>
public static class Scores
{
    /// <summary>What <see cref="Best"/> gives for scores that name no class.</summary>
    public const int None = -1;

    /// <summary>
    /// The class of the largest score, and of several that are equal the first, as <c>numpy.argmax</c> has it. Scores among which one is NaN name no class: a
    /// network whose outputs are NaN knows nothing, and must not be right by chance wherever the label is 0.
    /// </summary>
    /// <param name="scores">A score for each class, larger for the likelier; logits and probabilities alike.</param>
    /// <returns>The class, from 0; <see cref="None"/> (-1) where a score is NaN, and where there are none.</returns>
    public static int Best(ReadOnlySpan<float> scores)
    {
        int best = None;
        for (int k = 0; k < scores.Length; k++)
        {
            if (float.IsNaN(scores[k]))
            {
                return None;
            }

            best = best == None || scores[k] > scores[best] ? k : best;
        }

        return best;
    }
}
