using System.ComponentModel;

namespace SparseGen.Execution;

/// <summary>Index lists of generated programs: made once for each model class, read by its kernels on every device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IndexTable
{
    /// <summary>The lists of all repetitions of a layer, one after another, so that a repetition is an offset.</summary>
    /// <param name="count">Number of repetitions.</param>
    /// <param name="create">Makes the list of a repetition; all have the same length.</param>
    public static int[] Stack(int count, Func<int, int[]> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        int[] stack = [];
        for (int repetition = 0; repetition < count; repetition++)
        {
            int[] list = create(repetition);
            if (repetition == 0)
            {
                stack = new int[checked(count * list.Length)];
            }

            list.CopyTo(stack, repetition * list.Length);
        }

        return stack;
    }
}
