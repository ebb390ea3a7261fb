namespace SparseGen.Tool.Display;

/// <summary>Breaks text between words, so that a terminal does not break it within a number.</summary>
internal static class Lines
{
    /// <summary>Breaks a text.</summary>
    /// <param name="text">The text; a word that is longer than a line, such as a path, stays whole, so that it can be copied.</param>
    /// <param name="width">The most characters of a line; at least 1.</param>
    /// <returns>The lines, at least one.</returns>
    public static IEnumerable<string> Break(string text, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        int start = 0;
        while (text.Length - start > width)
        {
            int end = text.LastIndexOf(' ', start + width, width + 1);
            if (end <= start)
            {
                end = text.IndexOf(' ', start + width);
                if (end < 0)
                {
                    break;
                }
            }

            yield return text[start..end].TrimEnd();
            start = end + 1;
        }

        yield return text[start..];
    }
}
