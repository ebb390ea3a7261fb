using System.Globalization;

namespace SparseGen;

/// <summary>Settings of tensors as text, for the state of a run: a line for each tensor that differs from the rule, <c>name steps settings</c>.</summary>
internal static class GroupText
{
    /// <summary>Writes the settings of all tensors.</summary>
    public static string Write(ParameterLayout layout, TensorSettings[] settings, long[] missed)
    {
        var lines = new List<string>();
        for (int i = 0; i < settings.Length; i++)
        {
            if (settings[i] != TensorSettings.Default || missed[i] != 0)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{missed[i]} {settings[i]} {layout.Tensors[i].Name}"));
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">The text is something else, or names a tensor that is not there.</exception>
    public static void Read(string text, ParameterLayout layout, TensorSettings[] settings, long[] missed)
    {
        Array.Fill(settings, TensorSettings.Default);
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', 6);
            if (words.Length < 6 || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long steps)
                || !layout.TryFind(words[5], out TensorLayout? tensor))
            {
                throw new FormatException($"\"{line}\" is no line of steps, settings and a tensor of this model.");
            }

            int index = layout.Tensors.IndexOf(tensor);
            missed[index] = steps;
            settings[index] = TensorSettings.Parse(string.Join(" ", words, 1, 4));
        }
    }
}
