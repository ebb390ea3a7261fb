using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// Vectors of one table in place of the last columns of each row, which are categories: numbers of the model's input as they came in, since that is where they are asked for.
/// </summary>
internal sealed class EmbeddingLayer : Layer
{
    /// <summary>Whole numbers up to here are floats.</summary>
    private const int MostCategories = 1 << 24;

    public override string DefaultName => "embedding";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        int[] categories = CategoriesOf(spec);
        if (!(problems.RequirePositive(spec, "features") & problems.RejectImage(spec, input)))
        {
            return null;
        }

        if (categories.Length == 0 || categories.Length > input.Last)
        {
            problems.Report(Descriptors.CategoryColumns, spec.Kind, categories.Length, input, input.Last);
            return null;
        }

        foreach (int count in categories.Where(static count => count is < 1 or > MostCategories))
        {
            problems.Report(Descriptors.CategoriesOutOfRange, spec.Kind, count, MostCategories);
            return null;
        }

        long last = Sizes.Plus(input.Last - categories.Length, Sizes.Times(categories.Length, spec.Int("features")));
        return LayerSequence.Fits(spec, input, last, problems) ? input.WithLast((int)last) : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        int[] categories = CategoriesOf(spec);
        (int features, int rows, int numbers) = (spec.Int("features"), input.Shape.Rows, input.Shape.Last - categories.Length);
        Value columns = input;
        Value? others = null;
        if (numbers > 0)
        {
            (others, columns) = (builder.Activation("numbers", input.Shape.WithLast(numbers)), builder.Activation("categories", input.Shape.WithLast(categories.Length)));
            builder.Append(new SplitOp(input, others, columns, rows));
        }

        int entries = Sizes.Weight(Sizes.Sum(categories.Select(static count => (long)count)));
        Value table = builder.Parameter("weight", Shape.Of(entries, features), "Initializer.Normal(1f)");
        builder.AddCategories(columns, categories);
        int[] offsets = [.. categories.Select((_, column) => categories.Take(column).Sum())];
        var list = new IndexTable(offsets.Length, $"[{string.Join(", ", offsets.Select(static offset => Text.Of(offset)))}]", null);
        Value vectors = builder.Append(new LookupOp(columns, table, builder.Activation("vectors", input.Shape.WithLast(categories.Length * features)), list));
        return others is null ? vectors : JoinLayer.Join(builder, others, vectors);
    }

    private static int[] CategoriesOf(LayerSpec spec) => [.. spec.Find("categories")?.Numbers ?? default];
}
