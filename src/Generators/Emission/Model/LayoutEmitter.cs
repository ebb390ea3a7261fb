using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Model;

/// <summary>The parameters: where each tensor lies in the arena and how it starts.</summary>
internal static class LayoutEmitter
{
    public static void Write(CodeWriter code, Plan plan)
    {
        foreach (Parameter parameter in plan.Parameters.Parameters)
        {
            code.Line($"private const int {plan.ParameterNames[parameter]} = {Text.Of(plan.Parameters.Offset(parameter))};");
        }

        code.Line();
        WriteArena(code, "Transposed panels of weights, for the backward pass on the CPU.", plan.Training?.Transposed, plan.ParameterNames.Transposed);
        WriteArena(code, "Gradients that every worker of the CPU has of its own, beside those of large tensors.", plan.Training?.OwnGradients, plan.ParameterNames.OwnGradient);
        code.Summary("Names, shapes, places and initial values of the parameters.");
        code.Line("private static ParameterLayout Layout { get; } = CreateLayout();");
        code.Line();
        using (code.Block("private static ParameterLayout CreateLayout()"))
        {
            code.Line($"var layout = new ParameterLayoutBuilder({Text.Of(plan.Parameters.Length)});");
            WriteTensors(code, plan, plan.Parameters.Parameters, null);
            WriteTensors(code, plan, plan.Program.Ignored, null);
            code.Line("return layout.Build();");
        }
    }

    private static void WriteArena(CodeWriter code, string comment, ParameterArena? arena, Func<Parameter, string> name)
    {
        if (arena is not { Parameters.Count: > 0 })
        {
            return;
        }

        code.Line($"// {comment}");
        foreach (Parameter parameter in arena.Parameters)
        {
            code.Line($"private const int {name(parameter)} = {Text.Of(arena.Offset(parameter))};");
        }

        code.Line();
    }

    private static void WriteTensors(CodeWriter code, Plan plan, IReadOnlyList<Parameter> parameters, LoopIndex? parent)
    {
        for (int i = 0; i < parameters.Count;)
        {
            Parameter parameter = parameters[i];
            if (parameter.Loop == parent)
            {
                WriteTensor(code, plan, parameter);
                i++;
                continue;
            }

            LoopIndex loop = parameter.Loop!.Path().First(l => l.Parent == parent);
            Parameter[] body = [.. parameters.Skip(i).TakeWhile(p => p.Loop?.Path().Contains(loop) == true)];
            bool isCaptured = body.Any(static p => p.Repeated is { Before.Loop: not null } or { After.Loop: not null });
            string counter = isCaptured ? loop.Variable + "Counter" : loop.Variable;
            using (code.Loop(loop, counter))
            {
                if (isCaptured)
                {
                    // Permutations are drawn when somebody asks for them, by lambdas: each has to see the number of its own repetition.
                    code.Line($"int {loop.Variable} = {counter};");
                }

                WriteTensors(code, plan, body, loop);
            }

            i += body.Length;
        }
    }

    private static void WriteTensor(CodeWriter code, Plan plan, Parameter parameter)
    {
        string name = $"{(parameter.Loop is null ? "" : "$")}\"{LoopIndex.Interpolate(parameter.Name, parameter.Loop)}\"";
        if (plan.Program.Ignored.Contains(parameter))
        {
            code.Line($"layout.Ignore({name}, [{Text.Dimensions(parameter.Shape)}]);");
            return;
        }

        if (parameter.IsState)
        {
            string place = Text.Offset(plan.ParameterNames[parameter], plan.Parameters.Steps(parameter));
            code.Line($"layout.AddState({name}, [{Text.Dimensions(parameter.Shape)}], {place}, {parameter.Initializer});");
            return;
        }

        string storage = parameter.Storage switch
        {
            _ when parameter.ConvolvedGroups > 0 =>
                $"TensorStorage.Convolution({Text.Of(parameter.Groups)}, {Text.Of(parameter.Taps)}, {Text.Of(parameter.Inputs / parameter.Taps)}, {Text.Of(parameter.Outputs)})",
            ParameterStorage.Panels => $"TensorStorage.Panels({Text.Of(parameter.Inputs)}, {Text.Of(parameter.Outputs)})",
            ParameterStorage.GroupedPanels =>
                $"TensorStorage.GroupedPanels({Text.Of(parameter.Groups)}, {Text.Of(parameter.Inputs)}, {Text.Of(parameter.Outputs)})",
            ParameterStorage.Sparse => $"TensorStorage.Sparse({plan.ParameterNames.Mask(parameter)})",
            _ => "TensorStorage.RowMajor",
        };
        string offset = Text.Offset(plan.ParameterNames[parameter], plan.Parameters.Steps(parameter));
        code.Line($"layout.Add({name}, [{Text.Dimensions(parameter.Shape)}], {offset}, {storage}, {parameter.Initializer}{Repeated(parameter)});");
    }

    private static string Repeated(Parameter parameter)
    {
        if (parameter.Repeated is not { } repeated)
        {
            return "";
        }

        string before = repeated.Before is null ? "" : $", Before: () => {repeated.Before.Expression}";
        string after = repeated.After is null ? "" : $", After: () => {repeated.After.Expression}";
        return $", new RepeatedBlock({Text.Of(repeated.Count)}{before}{after})";
    }
}
