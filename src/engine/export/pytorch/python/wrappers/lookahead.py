class Lookahead:
    """Zhang et al. (2019): every so many steps the weights go part of the way from where they were to where they are."""

    def __init__(self, steps, alpha):
        self.steps, self.alpha, self.state = steps, alpha, {"slow": {}}

    def before(self, step, parameters):
        if step == 1:
            self.state["slow"] = {parameter: parameter.detach().clone() for parameter in parameters}

    def after(self, step, parameters):
        if step % self.steps == 0:
            for parameter in parameters:
                slow = self.state["slow"][parameter]
                parameter.copy_(slow.lerp_(parameter, self.alpha))
