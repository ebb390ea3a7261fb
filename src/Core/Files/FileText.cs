using System.Globalization;
using System.Text;

namespace SparseGen;

/// <summary>
/// Text that came out of a file, made fit for a message or a terminal: a name of a tensor can be a megabyte long, or hold the escape sequences by which
/// a terminal is told what to do. The program that comes with the runtime compiles this file too.
/// </summary>
internal static class FileText
{
    /// <summary>Characters of a name that a message shows; more than any name that people give.</summary>
    private const int Longest = 200;

    /// <summary>A name as a message shows it: what cannot be seen is spelled out, and what is too long is cut, with its length.</summary>
    /// <param name="text">What stands in the file.</param>
    public static string Show(string text)
    {
        if (text.Length <= Longest)
        {
            return Escape(text);
        }

        string length = text.Length.ToString(CultureInfo.InvariantCulture);
        return $"{Escape(text[..(Longest / 2)])}...{Escape(text[^(Longest / 4)..])} ({length} characters)";
    }

    /// <summary>A line of the program's output, in which nothing but letters that can be seen reaches the terminal.</summary>
    /// <param name="line">The line.</param>
    public static string ShowLine(string line) => Spell(line, isBackslashSpelled: false);

    // A backslash becomes two, so that nothing else looks the same.
    private static string Escape(string text) => Spell(text, isBackslashSpelled: true);

    // Control characters, line ends, characters that turn the direction of writing and halves of characters are spelled as JSON spells them.
    private static string Spell(string text, bool isBackslashSpelled)
    {
        if (!text.Any(character => IsHidden(character) || (isBackslashSpelled && character == '\\')))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                // Some of those beyond the first 65,536 are formats too: the tags.
                bool isSeen = CharUnicodeInfo.GetUnicodeCategory(text, i) != UnicodeCategory.Format;
                shown.Append(isSeen ? text.Substring(i, 2) : $"{Spell(text[i])}{Spell(text[i + 1])}");
                i++;
            }
            else
            {
                shown.Append(text[i] == '\\' && isBackslashSpelled ? @"\\" : IsHidden(text[i]) ? Spell(text[i]) : text[i].ToString());
            }
        }

        return shown.ToString();
    }

    /// <summary>A shape or a list of numbers out of a file, cut where it is too long.</summary>
    /// <param name="numbers">The numbers.</param>
    public static string Show<T>(IReadOnlyCollection<T> numbers)
    {
        const int Most = 16;
        string shown = string.Join(", ", numbers.Take(Most));
        return numbers.Count <= Most ? $"[{shown}]" : $"[{shown}, ... {numbers.Count.ToString(CultureInfo.InvariantCulture)} numbers]";
    }

    private static bool IsHidden(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    private static string Spell(char character) => $"\\u{((int)character).ToString("x4", CultureInfo.InvariantCulture)}";
}
