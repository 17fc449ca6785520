import { checkSchedules } from './schedules'

checkSchedules(1)
