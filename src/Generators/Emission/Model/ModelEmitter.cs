using System.Globalization;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Layers;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Model;

/// <summary>Writes the file of a model: what it is, its public members, and the programs for the devices.</summary>
internal static class ModelEmitter
{
    public static GeneratedSource Emit(ModelSpec model, CancellationToken cancellation)
    {
        Plan plan = Planner.Plan(Lowering.Lower(model), model.HessianProducts);
        cancellation.ThrowIfCancellationRequested();

        // Numbers spell the same on every machine, also where an interpolated string does the spelling.
#pragma warning disable RS1035 // The culture is set for the time of the emission only, and put back.
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return new GeneratedSource(model.HintName, Write(model, plan));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
#pragma warning restore RS1035
    }

    private static string Write(ModelSpec model, Plan plan)
    {
        var code = new CodeWriter();
        HeaderEmitter.Write(code, model, plan);
        IDisposable? space = null;
        if (model.Namespace.Length > 0)
        {
            space = code.Block($"namespace {model.Namespace}");
        }

        HeaderEmitter.WriteUsings(code);
        var outer = new Stack<IDisposable>();
        foreach (string type in model.ContainingTypes)
        {
            outer.Push(code.Block(type));
        }

        HeaderEmitter.WriteSummary(code, plan);
        using (code.Block($"{model.Header} {model.ClassName} : global::SparseGen.IModel<{model.ClassName}>"))
        {
            MemberEmitter.Write(code, model, plan);
            code.Line();
            LayoutEmitter.Write(code, plan);
            MaskEmitter.Write(code, plan);
            code.Line();
            TableEmitter.Write(code, plan.Tables);
            PlaceEmitter.Write(code, plan);
            CpuEmitter.Write(code, plan);
            code.Line();
            Gpu.GpuEmitter.Write(code, plan);
        }

        while (outer.Count > 0)
        {
            outer.Pop().Dispose();
        }

        space?.Dispose();
        return code.ToString();
    }
}
